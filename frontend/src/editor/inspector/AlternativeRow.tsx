/** One alternative of a choice: offered or not, its settings folded away. */

import { Checkbox, NumberInput } from "@mantine/core";

import type { ComponentType } from "react";

import type { Body, Value } from "../../document/model";
import { Icon } from "../../ui/Icon";
import { Tool } from "../../ui/Tool";
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
  /** Its id, where another alternative looks the same; else empty. */
  mark: string;
  /** Its place among the alternatives, from 1: the key that offers it. */
  digit: number;
  isLast: boolean;
  isOpened: boolean;
  onToggle: () => void;
  inside: ComponentType<Placed>;
}

export function AlternativeRow(props: AlternativeRowProps) {
  const { place, alternative, mark, digit, isLast, isOpened, onToggle, inside: Inside } = props;
  const { catalogue } = useOpened();
  const document = useDocument();
  const edit = useEdit(place);
  const look = describeBody(alternative.node as Body, document, catalogue);
  const plain = alternative.title || look.title;
  const title = [plain, mark].filter(Boolean).join(" ");
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
          {digit < 10 && (
            <kbd className={styles.digit} aria-hidden>
              {digit}
            </kbd>
          )}
          <span className={styles.alternativeGlyph} aria-hidden>
            {look.glyph}
          </span>
          <span className={isEnabled ? styles.grow : styles.off}>
            {plain}
            <small>{[mark, look.subtitle].filter(Boolean).join(" · ")}</small>
          </span>
          <span className={isOpened ? styles.turned : styles.turn} aria-hidden>
            <Icon name="chevron" size={12} />
          </span>
        </button>
        {!edit.isReadOnly && (
          <Tool
            icon="close"
            isSmall
            words={`Remove ${title}`}
            reason={isLast ? "A choice has at least one alternative." : undefined}
            onClick={() => edit.run("remove_alternative", { alternative: alternative.id })}
          />
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
