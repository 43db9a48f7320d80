/** A choice: its alternatives, how likely each is, how many are taken. */

import { Select } from "@mantine/core";
import { type ComponentType, useState } from "react";

import type { Body } from "../../document/model";
import { describeBody } from "../canvas/bodies";
import { useDocument, useOpened } from "../context";
import { AddAlternative } from "./AddAlternative";
import { AlternativeRow } from "./AlternativeRow";
import styles from "./inspector.module.css";
import { MODES } from "./MergeEditor";
import { PickField } from "./PickField";
import { type BodyOf, type Placed, useEdit } from "./useEdit";
import { useSpotlitPart } from "./useSpotlight";

export function ChoiceEditor({
  place,
  body,
  inside,
}: Placed<BodyOf<"choice">> & { inside: ComponentType<Placed> }) {
  const edit = useEdit(place);
  const [opened, setOpened] = useState<string | null>(null);
  useSpotlitPart(place, setOpened);
  const pick = body.pick ?? 1;
  const document = useDocument();
  const { catalogue } = useOpened();
  const wordsOf = ({ title, node }: (typeof body.of)[number]) => {
    const look = describeBody(node as Body, document, catalogue);
    return `${title || look.title} ${look.subtitle}`;
  };
  const alike = (one: (typeof body.of)[number]) =>
    body.of.some((other) => other !== one && wordsOf(other) === wordsOf(one));
  return (
    <div className={styles.stack}>
      <p className={styles.hint}>
        {pick === 1 ? "The search takes one of these." : "The search takes several of these."}
      </p>
      <ul className={styles.alternatives} aria-label="Alternatives">
        {body.of.map((alternative, at) => (
          <AlternativeRow
            key={alternative.id}
            place={place}
            alternative={alternative}
            digit={at + 1}
            mark={alike(alternative) ? alternative.id : ""}
            isLast={body.of.length === 1}
            isOpened={opened === alternative.id}
            inside={inside}
            onToggle={() => setOpened(opened === alternative.id ? null : alternative.id)}
          />
        ))}
      </ul>
      {!edit.isReadOnly && <AddAlternative place={place} body={body} />}
      <PickField
        label="How many are taken"
        pick={pick}
        most={body.of.length}
        isReadOnly={edit.isReadOnly}
        onChange={(next) => edit.field("pick", next)}
      />
      {pick !== 1 && (
        <Select
          label="Joined by"
          data={MODES}
          allowDeselect={false}
          readOnly={edit.isReadOnly}
          value={typeof body.mode === "string" ? body.mode : "sum"}
          onChange={(mode) => mode && edit.field("mode", mode)}
        />
      )}
    </div>
  );
}
