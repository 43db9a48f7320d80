/** A switch: the value it looks at, and what each case puts there. */

import { TagsInput } from "@mantine/core";
import type { ComponentType } from "react";

import type { Body, Value } from "../../document/model";
import { describeBody } from "../canvas/bodies";
import { writeValue } from "../canvas/look";
import { useDocument, useOpened } from "../context";
import styles from "./inspector.module.css";
import { type BodyOf, type Placed, useEdit } from "./useEdit";
import { ValueField } from "./ValueField";
import { plainField } from "./values";

const ON = plainField("on", "json", { title: "Decides by" });

export function SwitchEditor({
  place,
  body,
  inside: Inside,
}: Placed<BodyOf<"switch">> & { inside: ComponentType<Placed> }) {
  const edit = useEdit(place);
  const document = useDocument();
  const { catalogue } = useOpened();
  return (
    <div className={styles.stack}>
      <ValueField
        field={ON}
        value={body.on}
        isReadOnly={edit.isReadOnly}
        onChange={(on) => edit.field("on", on)}
      />
      {body.cases.map((item) => (
        <details key={item.id} className={styles.fold}>
          <summary>
            <strong>{item.id}</strong>
            <small>
              {item.values
                ? item.values.map((value) => writeValue(value as Value)).join(", ")
                : "otherwise"}
            </small>
            <small>{describeBody(item.node as Body, document, catalogue).title}</small>
          </summary>
          <div className={styles.inside}>
            <TagsInput
              label="Taken when the value is"
              readOnly
              value={(item.values ?? []).map((value) => writeValue(value as Value))}
              placeholder={item.values ? "" : "anything else"}
            />
            <Inside place={`${place}/${item.id}`} body={item.node as Body} />
          </div>
        </details>
      ))}
    </div>
  );
}
