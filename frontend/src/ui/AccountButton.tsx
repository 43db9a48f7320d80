import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./Icon";
import classes from "./Shell.module.css";

export interface AccountButtonProps extends ComponentProps<"button"> {
  user: string;
}

/** A menu hands its target a class of its own, which joins the look and must not replace it. */
export function AccountButton({ user, className, ...rest }: AccountButtonProps): ReactNode {
  const look = [classes.account, className].filter(Boolean).join(" ");
  return (
    <button type="button" aria-label={`Account of ${user}`} {...rest} className={look}>
      <Icon name="user" />
      <span className={classes.user}>{user}</span>
    </button>
  );
}
