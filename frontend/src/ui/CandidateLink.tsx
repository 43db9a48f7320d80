/** The ways to a candidate and to its run; those of guests stay within their link. */
import type { ButtonProps } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useGuest } from "./guest";
import { LinkButton } from "./LinkButton";

interface LinkProps {
  id: string;
  children: ReactNode;
  onFocus?: () => void;
  onBlur?: () => void;
}

export function CandidateLink({ id, ...rest }: LinkProps): ReactNode {
  const guest = useGuest();
  if (guest === null) return <Link to="/candidates/$id" params={{ id }} {...rest} />;
  const params = { id: guest.share, candidate: id };
  return <Link to="/s/$id/candidates/$candidate" params={params} hash={guest.secret} {...rest} />;
}

interface ButtonLinkProps extends Pick<ButtonProps, "fullWidth" | "rightSection"> {
  id: string;
  children: ReactNode;
}

export function CandidateButton({ id, ...rest }: ButtonLinkProps): ReactNode {
  const guest = useGuest();
  if (guest === null) return <LinkButton to="/candidates/$id" params={{ id }} {...rest} />;
  const params = { id: guest.share, candidate: id };
  return (
    <LinkButton to="/s/$id/candidates/$candidate" params={params} hash={guest.secret} {...rest} />
  );
}

export function RunLink({ id, ...rest }: Pick<LinkProps, "id" | "children">): ReactNode {
  const guest = useGuest();
  if (guest === null) return <Link to="/runs/$id" params={{ id }} {...rest} />;
  return <Link to="/s/$id" params={{ id: guest.share }} hash={guest.secret} {...rest} />;
}
