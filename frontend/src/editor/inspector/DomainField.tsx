/** What the search may choose from: a list of values, or a range. */

import { Checkbox, SegmentedControl, TagsInput } from "@mantine/core";

import type { Domain, Value } from "../../document/model";
import type { Bounds } from "../../ui/bounds";
import { HeldNumber } from "../../ui/HeldNumber";
import type { Field } from "../../ui/schema";
import { writeValue } from "../canvas/look";
import styles from "./inspector.module.css";
import { readOption } from "./values";

interface DomainFieldProps {
  field: Field;
  domain: Domain;
  onChange: (domain: Domain) => void;
  isReadOnly: boolean;
}

export function DomainField({ field, domain, onChange, isReadOnly }: DomainFieldProps) {
  const isNumeric = field.kind === "integer" || field.kind === "number";
  const isRange = domain.domain === "int" || domain.domain === "float";
  return (
    <fieldset className={styles.domain} disabled={isReadOnly}>
      <legend>{field.title}</legend>
      {isNumeric && (domain.domain === "choice" || isRange) && (
        <SegmentedControl
          size="xs"
          value={isRange ? "range" : "list"}
          data={[
            { value: "list", label: "One of" },
            { value: "range", label: "Range" },
          ]}
          onChange={(next) => onChange(next === "range" ? toRange(domain, field) : toList(domain))}
        />
      )}
      {isRange ? (
        <RangeFields domain={domain} onChange={onChange} />
      ) : (
        <OptionsField field={field} domain={domain} onChange={onChange} />
      )}
    </fieldset>
  );
}

type RangeDomain = Extract<Domain, { domain: "int" | "float" }>;

function RangeFields({
  domain,
  onChange,
}: {
  domain: RangeDomain;
  onChange: (domain: Domain) => void;
}) {
  const isWhole = domain.domain === "int";
  const end = (name: "min" | "max" | "step", value: number, bounds: Omit<Bounds, "isWhole">) => (
    <HeldNumber
      label={bounds.label}
      value={value}
      bounds={{ ...bounds, isWhole }}
      onChange={(next) => onChange({ ...domain, [name]: next } as Domain)}
    />
  );
  return (
    <>
      <div className={styles.pair}>
        {end("min", domain.min, { label: "From", min: undefined, max: domain.max })}
        {end("max", domain.max, { label: "To", min: domain.min, max: undefined })}
        {domain.domain === "int" &&
          end("step", domain.step ?? 1, { label: "Step", min: 1, max: undefined })}
      </div>
      <Checkbox
        label="On a logarithmic scale"
        checked={domain.log ?? false}
        onChange={(event) => onChange({ ...domain, log: event.currentTarget.checked } as Domain)}
      />
    </>
  );
}

function OptionsField({
  field,
  domain,
  onChange,
}: {
  field: Field;
  domain: Exclude<Domain, RangeDomain>;
  onChange: (domain: Domain) => void;
}) {
  if (domain.domain === "bool") return <p className={styles.hint}>The search picks yes or no.</p>;
  const isChoice = domain.domain === "choice";
  const values = (isChoice ? domain.values : domain.of) as Value[];
  const suggestions = field.kind === "options" ? field.options.map(String) : [];
  return (
    <TagsInput
      aria-label={`Options of ${field.title}`}
      placeholder={values.length === 0 ? "Type a value, then Enter" : ""}
      data={suggestions}
      value={values.map((value) => writeValue(value))}
      onChange={(texts) => {
        const next = texts.map(
          (text) => values.find((old) => writeValue(old) === text) ?? readOption(text),
        );
        if (next.length > 0) onChange(withOptions(domain, next));
      }}
    />
  );
}

function withOptions(domain: Exclude<Domain, RangeDomain>, values: Value[]): Domain {
  if (domain.domain === "bool") return domain;
  if (domain.domain !== "choice") return { ...domain, of: values } as Domain;
  // Priors, pins and exclusions speak of the old list: only what still stands may stay.
  const { prior: _, pinned, disabled, default: first, ...rest } = domain;
  const stands = (value: unknown) => values.some((option) => option === value);
  return {
    ...rest,
    values,
    ...(stands(first) ? { default: first } : {}),
    ...(stands(pinned) ? { pinned } : {}),
    ...(disabled?.some(stands) ? { disabled: disabled.filter(stands) } : {}),
  } as Domain;
}

function toRange(domain: Domain, field: Field): Domain {
  if (domain.domain !== "choice") return domain;
  const numbers = domain.values.filter((value) => typeof value === "number") as number[];
  const min = Math.min(...numbers);
  const max = Math.max(...numbers);
  const first = typeof domain.default === "number" ? { default: domain.default } : {};
  return { domain: field.kind === "integer" ? "int" : "float", min, max, ...first } as Domain;
}

function toList(domain: Domain): Domain {
  if (domain.domain !== "int" && domain.domain !== "float") return domain;
  const first = typeof domain.default === "number" ? { default: domain.default } : {};
  const values = [...new Set([domain.min, domain.default ?? domain.min, domain.max])];
  return { domain: "choice", values: values.sort((a, b) => a - b), ...first } as Domain;
}
