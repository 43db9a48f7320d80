/** Guests come by a share link: they see one thing, and no way to anything else. */
import { createContext, type ReactNode, useContext } from "react";

export interface Guest {
  /** Id and secret of the link; both are in the address, so that every page of it can be kept. */
  share: string;
  secret: string;
}

export const GuestContext = createContext<Guest | null>(null);

/** Who looks: null for members. */
export const useGuest = (): Guest | null => useContext(GuestContext);

export interface ForMembersProps {
  children: ReactNode;
  /** What guests see in its place. */
  instead?: ReactNode;
}

export function ForMembers({ children, instead = null }: ForMembersProps): ReactNode {
  return useGuest() === null ? children : instead;
}
