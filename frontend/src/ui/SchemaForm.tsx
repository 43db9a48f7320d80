/**
 * A form made from the JSON schema of a settings object, so that a new operator or strategy brings
 * its own. Fields appear in the schema's order; what cannot be drawn as a field is edited as JSON.
 */
import { Checkbox, Select, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { titleOf } from "./format";
import { HeldNumber } from "./HeldNumber";
import classes from "./SchemaForm.module.css";
import { type Field, fieldOf, fieldsOf, type JsonSchema, type Settings } from "./schema";
import { TypedNumber } from "./TypedNumber";

export interface SchemaFormProps {
  schema: JsonSchema;
  value: Settings;
  onChange: (next: Settings) => void;
  readOnly?: boolean;
  /** What is wrong with a field, by its name. */
  errors?: Record<string, string>;
}

export function SchemaForm({
  schema,
  value,
  onChange,
  readOnly = false,
  errors = {},
}: SchemaFormProps): ReactNode {
  const names = fieldsOf(schema);
  if (names.length === 0) return <p className={classes.none}>Nothing to set.</p>;
  return (
    <div className={classes.form}>
      {names.map((name) => (
        <SchemaField
          key={name}
          field={fieldOf(schema, name)}
          value={value[name]}
          readOnly={readOnly}
          isTyped
          error={errors[name]}
          onChange={(next) => onChange({ ...value, [name]: next })}
        />
      ))}
    </div>
  );
}

export interface SchemaFieldProps {
  field: Field;
  value: unknown;
  onChange: (next: unknown) => void;
  readOnly?: boolean;
  error?: string | undefined;
  /** Numbers arrive as they are typed (null for none), not held within their bounds. */
  isTyped?: boolean;
}

/** One field; also of use alone, beside an editor for expressions and domains. */
export function SchemaField({
  field,
  value,
  onChange,
  readOnly = false,
  error,
  isTyped = false,
}: SchemaFieldProps): ReactNode {
  const shown = value === undefined ? field.initial : value;
  const common = {
    label: field.title === "" ? titleOf(field.name) : field.title,
    description: field.description || undefined,
    readOnly,
    error,
  };
  switch (field.kind) {
    case "boolean":
      return (
        <Checkbox
          {...common}
          disabled={readOnly}
          checked={shown === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case "options":
      return (
        <Select
          {...common}
          data={field.options.map((option) => ({
            value: JSON.stringify(option),
            label: field.optionTitles?.[String(option)] ?? String(option),
          }))}
          value={JSON.stringify(shown)}
          allowDeselect={false}
          onChange={(next) => onChange(next === null ? null : JSON.parse(next))}
        />
      );
    case "integer":
    case "number":
      return (
        <NumberField
          field={field}
          common={common}
          value={shown}
          isTyped={isTyped}
          onChange={onChange}
        />
      );
    case "string":
      return (
        <TextInput
          {...common}
          value={typeof shown === "string" ? shown : ""}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "json":
      return (
        <JsonField key={JSON.stringify(shown)} common={common} value={shown} onChange={onChange} />
      );
  }
}

interface PartProps {
  common: {
    label: string;
    description: string | undefined;
    readOnly: boolean;
    error: string | undefined;
  };
  value: unknown;
  onChange: (next: unknown) => void;
}

interface NumberFieldProps extends PartProps {
  field: Field;
  isTyped: boolean;
}

function NumberField({ field, common, value, isTyped, onChange }: NumberFieldProps): ReactNode {
  const look = {
    ...common,
    ...(field.minimum === undefined ? {} : { min: field.minimum }),
    ...(field.maximum === undefined ? {} : { max: field.maximum }),
    step: field.kind === "integer" ? 1 : 0.1,
    placeholder: field.isNullable ? "none" : "",
  };
  if (isTyped)
    return (
      <TypedNumber {...look} value={typeof value === "number" ? value : null} onChange={onChange} />
    );
  return (
    <HeldNumber
      {...look}
      bounds={{
        label: common.label,
        min: field.minimum,
        max: field.maximum,
        isWhole: field.kind === "integer",
      }}
      isNullable={field.isNullable}
      value={typeof value === "number" ? value : null}
      onChange={onChange}
    />
  );
}

function JsonField({ common, value, onChange }: PartProps): ReactNode {
  const [fault, setFault] = useState<string | undefined>(undefined);
  const take = (text: string): void => {
    try {
      onChange(JSON.parse(text));
      setFault(undefined);
    } catch {
      setFault("Write JSON, for example [16, 32].");
    }
  };
  return (
    <TextInput
      {...common}
      error={fault ?? common.error}
      defaultValue={JSON.stringify(value ?? null)}
      onBlur={(event) => common.readOnly || take(event.currentTarget.value)}
    />
  );
}
