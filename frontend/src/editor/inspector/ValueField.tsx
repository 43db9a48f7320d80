/** One setting: a value, an expression, or something the search is to find. */

import { SegmentedControl, TextInput, Tooltip } from "@mantine/core";

import { parse } from "../../document/expressions";
import type { Domain, Value } from "../../document/model";
import { SchemaField } from "../../ui/SchemaForm";
import type { Field } from "../../ui/schema";
import { useSettling } from "../../ui/useSettling";
import { DomainField } from "./DomainField";
import styles from "./inspector.module.css";
import { turnInto, type Way, wayOf } from "./values";

export interface ValueFieldProps {
  field: Field;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
  isReadOnly: boolean;
  /** What is wrong with it, in the words of the check. */
  error?: string | undefined;
}

export function ValueField({ field, value, onChange, isReadOnly, error }: ValueFieldProps) {
  const way = wayOf(value);
  return (
    <div className={styles.valueField} data-field={field.name} data-ways={!isReadOnly}>
      {!isReadOnly && (
        <WaySwitch
          name={field.title}
          way={way}
          onChange={(next) => onChange(turnInto(next, value, field))}
        />
      )}
      {way === "literal" && (
        <SchemaField
          field={field}
          value={value}
          readOnly={isReadOnly}
          error={error}
          onChange={(next) => onChange(next as Value)}
        />
      )}
      {way === "expression" && (
        <ExpressionField
          label={field.title}
          description={field.description}
          text={(value as { expr: string }).expr}
          isReadOnly={isReadOnly}
          error={error}
          onChange={(expr) => onChange({ expr })}
        />
      )}
      {way === "domain" && (
        <DomainField
          field={field}
          domain={value as Domain}
          isReadOnly={isReadOnly}
          onChange={onChange}
        />
      )}
    </div>
  );
}

const WAYS: { value: Way; label: string; hint: string }[] = [
  { value: "literal", label: "Value", hint: "One value that stays as it is" },
  { value: "expression", label: "Formula", hint: "Worked out from names, such as C * 2" },
  { value: "domain", label: "Search", hint: "The search picks one of several values" },
];

function WaySwitch({
  name,
  way,
  onChange,
}: {
  name: string;
  way: Way;
  onChange: (way: Way) => void;
}) {
  return (
    <SegmentedControl
      className={styles.ways ?? ""}
      size="xs"
      aria-label={`How ${name} is given`}
      value={way}
      onChange={(next) => onChange(next as Way)}
      data={WAYS.map(({ value, label, hint }) => ({
        value,
        label: (
          <Tooltip label={hint}>
            <span>{label}</span>
          </Tooltip>
        ),
      }))}
    />
  );
}

/** Keeps what is typed; the document gets it whole, as it can be read. */
export function ExpressionField({
  label,
  description,
  text,
  onChange,
  isReadOnly,
  error,
}: {
  label: string;
  description?: string;
  text: string;
  onChange: (text: string) => void;
  isReadOnly: boolean;
  error?: string | undefined;
}) {
  const typing = useSettling<string, string>({
    value: text,
    read: (typed) => (faultOf(typed) ? null : { value: typed }),
    onChange,
  });
  const typed = typing.text ?? text;
  return (
    <TextInput
      label={label}
      description={description || undefined}
      value={typed}
      readOnly={isReadOnly}
      error={faultOf(typed) || error}
      classNames={{ input: styles.code ?? "" }}
      onChange={(event) => typing.type(event.currentTarget.value)}
      onBlur={() => typing.leave(false)}
      onKeyDown={typing.onKeyDown}
    />
  );
}

function faultOf(text: string): string {
  try {
    parse(text);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
