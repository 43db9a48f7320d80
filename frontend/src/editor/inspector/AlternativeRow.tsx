/** One alternative of a choice: offered or not, its settings folded away. */

import { ActionIcon, Checkbox, NumberInput } from "@mantine/core";

import type { ComponentType } from "react";

import type { Body, Value } from "../../document/model";
import { Icon } from "../../ui/Icon";
import { describeBody } from "../canvas/bodies";
import { writeValue } from "../canvas/look";
import { useDocument, useOpened } from "../context";
import styles from "./inspector.module.css";
import { useFieldError } from "./useArgumentErrors";
import { type BodyOf, type Placed, useEdit } from "./useEdit";
import { ValueField } from "./ValueField";
import { plainField } from "./values";

type Alternative = BodyOf<"choice">["of"][number];

export interface AlternativeRowProps {
  place: string;
  alternative: Alternative;
  isLast: boolean;
  isOpened: boolean;
  onToggle: () => void;
  inside: ComponentType<Placed>;
}

export function AlternativeRow(props: AlternativeRowProps) {
  const { place, alternative, isLast, isOpened, onToggle, inside: Inside } = props;
  const { catalogue } = useOpened();
  const document = useDocument();
  const edit = useEdit(place);
  const look = describeBody(alternative.node as Body, document, catalogue);
  const title = alternative.title || look.title;
  const isEnabled = alternative.enabled ?? true;
  const set = (change: Partial<Alternative>) =>
    edit.run("set_alternative", { alternative: alternative.id, ...change });
  return (
    <li className={styles.alternative} style={{ ["--family" as string]: look.colour }}>
      <div className={styles.alternativeHead}>
        <Checkbox
          size="xs"
          aria-label={`Offer ${title}`}
          checked={isEnabled}
          disabled={edit.isReadOnly}
          onChange={(event) => set({ enabled: event.currentTarget.checked })}
        />
        <button
          type="button"
          className={styles.alternativeTitle}
          aria-expanded={isOpened}
          onClick={onToggle}
        >
          <span className={styles.alternativeGlyph} aria-hidden>
            {look.glyph}
          </span>
          <span className={isEnabled ? styles.grow : styles.off}>
            {title}
            <small>{look.subtitle}</small>
          </span>
          <span className={isOpened ? styles.turned : styles.turn} aria-hidden>
            <Icon name="chevron" size={12} />
          </span>
        </button>
        {!edit.isReadOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            disabled={isLast}
            aria-label={`Remove ${title}`}
            onClick={() => edit.run("remove_alternative", { alternative: alternative.id })}
          >
            <Icon name="close" size={14} />
          </ActionIcon>
        )}
      </div>
      {isOpened && (
        <div className={styles.inside}>
          <Conditions
            place={`${place}/${alternative.id}`}
            alternative={alternative}
            set={set}
            isReadOnly={edit.isReadOnly}
          />
          <Inside place={`${place}/${alternative.id}`} body={alternative.node as Body} />
        </div>
      )}
    </li>
  );
}

const WHEN = plainField("when", "boolean", {
  title: "Offered",
  description: "Always, never, or where a formula says so",
  initial: true,
});

function Conditions({
  place,
  alternative,
  set,
  isReadOnly,
}: {
  place: string;
  alternative: Alternative;
  set: (change: Partial<Alternative>) => void;
  isReadOnly: boolean;
}) {
  const when = alternative.when as Value | undefined;
  const error = useFieldError(place, WHEN.name);
  return (
    <>
      <NumberInput
        label="Prior weight"
        description="Twice the weight is sampled twice as often"
        min={0}
        step={0.5}
        readOnly={isReadOnly}
        value={alternative.prior ?? 1}
        onChange={(prior) => typeof prior === "number" && set({ prior })}
      />
      {(isReadOnly ? when !== undefined && writeValue(when) !== "true" : true) && (
        <ValueField
          field={WHEN}
          value={when}
          isReadOnly={isReadOnly}
          error={error}
          onChange={(value) => set({ when: value as never })}
        />
      )}
    </>
  );
}
