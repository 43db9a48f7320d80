import { Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";

type AnchorProps = ButtonProps & Omit<ComponentProps<"a">, keyof ButtonProps>;

function ButtonAnchor(props: AnchorProps): ReactNode {
  return <Button component="a" {...props} />;
}

/** A link to a page of ours that looks like a button. */
export const LinkButton = createLink(ButtonAnchor);
