/** A switch: the value it looks at, and what each case puts there. */

import { Button, TagsInput } from "@mantine/core";
import { type ComponentType, useState } from "react";

import type { Body, Case, Literal, Value } from "../../document/model";
import { freshId } from "../../document/places";
import { Icon } from "../../ui/Icon";
import { Tool } from "../../ui/Tool";
import { describeBody } from "../canvas/bodies";
import { writeValue } from "../canvas/look";
import { useDocument, useOpened } from "../context";
import styles from "./inspector.module.css";
import { useFieldError } from "./useArgumentErrors";
import { type BodyOf, type Placed, useEdit } from "./useEdit";
import { useSpotlitPart } from "./useSpotlight";
import { ValueField } from "./ValueField";
import { plainField, readLiteral } from "./values";

const ON = plainField("on", "json", { title: "Decides by" });

export function SwitchEditor({
  place,
  body,
  inside,
}: Placed<BodyOf<"switch">> & { inside: ComponentType<Placed> }) {
  const edit = useEdit(place);
  const [opened, setOpened] = useState<string | null>(null);
  useSpotlitPart(place, setOpened);
  const set = (cases: Case[]) => edit.field("cases", cases);
  return (
    <div className={styles.stack}>
      <ValueField
        field={ON}
        value={body.on}
        isReadOnly={edit.isReadOnly}
        error={useFieldError(place, ON.name)}
        onChange={(on) => edit.field("on", on)}
      />
      <ul className={styles.alternatives} aria-label="Cases">
        {body.cases.map((item) => (
          <CaseRow
            key={item.id}
            place={place}
            held={item}
            isLast={body.cases.length === 1}
            isOpened={opened === item.id}
            inside={inside}
            onToggle={() => setOpened(opened === item.id ? null : item.id)}
            onChange={(next) => set(body.cases.map((one) => (one.id === item.id ? next : one)))}
            onRemove={() => set(body.cases.filter((one) => one.id !== item.id))}
          />
        ))}
      </ul>
      {!edit.isReadOnly && (
        <Button
          variant="default"
          onClick={() => {
            const added = newCase(body);
            set([added, ...body.cases]);
            setOpened(added.id);
          }}
        >
          Add a case
        </Button>
      )}
    </div>
  );
}

/** A case begins as a copy of the first, for a value that no case takes yet. It stands before the rest. */
function newCase({ cases }: BodyOf<"switch">): Case {
  const taken = cases.flatMap(({ values }) => values ?? []);
  const isBoolean = taken.some((value) => typeof value === "boolean");
  let value: Literal = isBoolean ? !taken.includes(true) : 0;
  while (typeof value === "number" && taken.includes(value)) value += 1;
  const id = freshId(
    cases.map((item) => item.id),
    "case",
  );
  const node = cases[0]?.node ?? ({ kind: "operator", operator: "identity" } as Body);
  return { id, values: [value], node };
}

interface CaseRowProps {
  place: string;
  held: Case;
  isLast: boolean;
  isOpened: boolean;
  inside: ComponentType<Placed>;
  onToggle: () => void;
  onChange: (held: Case) => void;
  onRemove: () => void;
}

function CaseRow(props: CaseRowProps) {
  const { place, held, isLast, isOpened, inside: Inside, onToggle, onChange, onRemove } = props;
  const { catalogue } = useOpened();
  const document = useDocument();
  const { isReadOnly } = useEdit(place);
  const values = (held.values ?? []).map((value) => writeValue(value as Value));
  return (
    <li className={styles.alternative}>
      <div className={styles.alternativeHead}>
        <button
          type="button"
          className={styles.alternativeTitle}
          aria-expanded={isOpened}
          onClick={onToggle}
        >
          <span className={styles.grow}>
            {held.id}
            <small>
              {held.values ? values.join(", ") : "otherwise"} ·{" "}
              {describeBody(held.node, document, catalogue).title}
            </small>
          </span>
          <span className={isOpened ? styles.turned : styles.turn} aria-hidden>
            <Icon name="chevron" size={12} />
          </span>
        </button>
        {!isReadOnly && (
          <Tool
            icon="close"
            isSmall
            words={`Remove case ${held.id}`}
            reason={isLast ? "A switch has at least one case." : undefined}
            onClick={onRemove}
          />
        )}
      </div>
      {isOpened && (
        <div className={styles.inside}>
          <TagsInput
            label="Taken when the value is"
            description="None: in all other cases"
            readOnly={isReadOnly}
            value={values}
            placeholder={held.values ? "" : "anything else"}
            onChange={(texts) => onChange(withValues(held, texts.map(readLiteral)))}
          />
          <Inside place={`${place}/${held.id}`} body={held.node} />
        </div>
      )}
    </li>
  );
}

/** Without values a case is the one for all the rest. */
function withValues({ values: _, ...rest }: Case, values: Literal[]): Case {
  return values.length > 0 ? { ...rest, values } : rest;
}
