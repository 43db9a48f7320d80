/** A repeat: how often, the name of the index, and what is repeated. */

import { TextInput } from "@mantine/core";
import type { ComponentType } from "react";

import type { Body } from "../../document/model";
import styles from "./inspector.module.css";
import { ReuseFields } from "./ReuseFields";
import { useFieldError } from "./useArgumentErrors";
import { type BodyOf, type Placed, useEdit } from "./useEdit";
import { ValueField } from "./ValueField";
import { plainField } from "./values";

const TIMES = plainField("times", "integer", {
  title: "Times",
  description: "Copies in a row; an output feeds the input of its name in the next copy",
  minimum: 0,
  initial: 1,
});

export function RepeatEditor({
  place,
  body,
  inside: Inside,
}: Placed<BodyOf<"repeat">> & { inside: ComponentType<Placed> }) {
  const edit = useEdit(place);
  const error = useFieldError(place, "times");
  return (
    <div className={styles.stack}>
      <ValueField
        field={TIMES}
        value={body.times}
        isReadOnly={edit.isReadOnly}
        error={error}
        onChange={(times) => edit.field("times", times)}
      />
      <TextInput
        label="Index"
        description="The copy's number, from 0, for expressions inside"
        readOnly={edit.isReadOnly}
        value={body.index ?? "i"}
        classNames={{ input: styles.code ?? "" }}
        onChange={(event) => edit.field("index", event.currentTarget.value || "i")}
      />
      <ReuseFields place={place} body={body} />
      <h4 className={styles.heading}>What is repeated</h4>
      <Inside place={`${place}/body`} body={body.body as Body} />
    </div>
  );
}
