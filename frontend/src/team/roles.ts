import type { RoleName } from "../api/forms";
import { titleOf } from "../ui/format";

/** What each role may do beyond the one before it. */
const DEEDS: Record<RoleName, string> = {
  viewer: "looks",
  commenter: "looks and comments",
  editor: "draws, uploads, runs and shares",
  owner: "does everything, members included",
};

export const ROLES = Object.entries(DEEDS).map(([value, deed]) => ({
  value,
  label: `${titleOf(value)}: ${deed}`,
}));

export const deedsOf = (role: RoleName): string => DEEDS[role];
