/** The two switches of reuse: same choices? same parameters? */

import { Switch } from "@mantine/core";

import { type BodyOf, type Placed, useEdit } from "./useEdit";

export function ReuseFields({ place, body }: Placed<BodyOf<"reference"> | BodyOf<"repeat">>) {
  const edit = useEdit(place);
  const word = body.kind === "repeat" ? "copies" : "uses";
  return (
    <>
      <Switch
        label={`Same choices in all ${word}`}
        checked={body.decisions === "tied"}
        disabled={edit.isReadOnly}
        onChange={(event) =>
          edit.field("decisions", event.currentTarget.checked ? "tied" : "independent")
        }
      />
      <Switch
        label={`Same weights in all ${word}`}
        checked={body.weights === "shared"}
        disabled={edit.isReadOnly}
        onChange={(event) => edit.field("weights", event.currentTarget.checked ? "shared" : "own")}
      />
    </>
  );
}
