import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./Icon";
import classes from "./Shell.module.css";

export interface AccountButtonProps extends ComponentProps<"button"> {
  user: string;
}

export function AccountButton({ user, ...rest }: AccountButtonProps): ReactNode {
  return (
    <button type="button" className={classes.account} aria-label={`Account of ${user}`} {...rest}>
      <Icon name="user" />
      <span className={classes.user}>{user}</span>
    </button>
  );
}
