/** The settings of a body, whatever it is. */

import type { Body } from "../../document/model";
import { ChoiceEditor } from "./ChoiceEditor";
import { MergeEditor } from "./MergeEditor";
import { OperatorEditor } from "./OperatorEditor";
import { ReferenceEditor } from "./ReferenceEditor";
import { RepeatEditor } from "./RepeatEditor";
import { SwitchEditor } from "./SwitchEditor";

export function BodyEditor({ place, body }: { place: string; body: Body }) {
  switch (body.kind) {
    case "operator":
      return <OperatorEditor place={place} body={body} />;
    case "choice":
      return <ChoiceEditor place={place} body={body} inside={BodyEditor} />;
    case "merge":
      return <MergeEditor place={place} body={body} />;
    case "reference":
      return <ReferenceEditor place={place} body={body} />;
    case "repeat":
      return <RepeatEditor place={place} body={body} inside={BodyEditor} />;
    case "switch":
      return <SwitchEditor place={place} body={body} inside={BodyEditor} />;
  }
}
