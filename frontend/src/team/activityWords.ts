import type { ActivityForm } from "../api/forms";

/** A line of a team's story in words, without the name of its thing, which may be a link. */
const DID: Record<string, string> = {
  created: "made",
  saved: "saved a version of",
  started: "started",
  finished: "finished",
  stopped: "stopped",
  failed: "failed",
  uploaded: "uploaded",
  commented: "commented on",
  noted: "wrote the note on",
  shared: "made a share link to",
  unshared: "revoked a share link to",
  invited: "invited",
  uninvited: "revoked an invitation of",
  joined: "joined",
  left: "left",
  removed: "removed",
  appointed: "appointed",
  renamed: "renamed",
  moved: "moved",
  archived: "archived",
  unarchived: "unarchived",
  deleted: "deleted",
};

const KINDS: Record<string, string> = { dataset: "data", member: "" };

export interface Line {
  /** Before the name of the thing. */
  before: string;
  title: string;
  /** After it. */
  after: string;
}

/** "ada started the run Digits"; "The run Digits finished"; "ben joined". */
export function lineOf({ actor, verb, kind, title }: ActivityForm): Line {
  const did = DID[verb] ?? verb;
  const noun = KINDS[kind] ?? kind;
  if (kind === "member" && (verb === "joined" || verb === "left")) {
    const { name, role } = /^(?<name>.+)(?<role> as \w+)$/.exec(title)?.groups ?? {};
    return { before: "", title: name ?? title, after: ` ${did}${role ?? ""}` };
  }
  if (actor === "") return { before: `The ${noun} `, title, after: ` ${did}` };
  return { before: `${actor} ${did} ${noun === "" ? "" : `the ${noun} `}`, title, after: "" };
}
