/** Has the upload read again with other options. Hidden until somebody wants it. */
import { Button, Select, TagsInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { ProblemError } from "../api/client";
import type { DataForm } from "../api/forms";
import { changeDataset } from "../api/queries";
import { Card } from "../ui/Card";
import { sentence } from "../ui/format";
import { ProblemNotice } from "../ui/Notice";
import quiet from "../ui/QuietButton.module.css";
import { TypedNumber } from "../ui/TypedNumber";
import classes from "./Dataset.module.css";
import { DEFAULTS, faultsOf, isTableOf, type Options, optionsOf, requestOf } from "./options";
import { useKeep } from "./useKeep";

interface FieldsProps {
  options: Options;
  change: (fields: Partial<Options>) => void;
  faults: Record<string, string | undefined>;
  data: DataForm;
}

const FOUND_OUT = { value: "", label: "Found out" };

interface PickProps {
  label: string;
  description: string;
  choices: { value: string; label: string }[];
  value: string | null;
  error: string | undefined;
  onChange: (value: string | null) => void;
}

/** A choice that may be left to the reader of the file. */
function Pick({ choices, value, onChange, ...rest }: PickProps): ReactNode {
  return (
    <Select
      {...rest}
      data={[FOUND_OUT, ...choices]}
      value={value ?? ""}
      allowDeselect={false}
      searchable={choices.length > 12}
      onChange={(next) => onChange(next || null)}
    />
  );
}

const PROBLEMS = [
  { value: "tabular_classification", label: "One of some classes" },
  { value: "tabular_regression", label: "A number" },
];

function TableFields({ options, change, faults, data }: FieldsProps): ReactNode {
  const names = (data.profile?.columns ?? []).map(({ name }) => name);
  const target = {
    label: "Target column",
    description: "What is predicted: target, label, class or y, else the last.",
    error: faults.target,
  };
  return (
    <>
      {names.length > 0 ? (
        <Pick
          {...target}
          choices={names.map((name) => ({ value: name, label: name }))}
          value={options.target}
          onChange={(value) => change({ target: value })}
        />
      ) : (
        <TextInput
          {...target}
          value={options.target ?? ""}
          onChange={(event) => change({ target: event.currentTarget.value })}
        />
      )}
      <Pick
        label="Problem"
        description="What the target is."
        choices={PROBLEMS}
        value={options.problem}
        error={faults.problem}
        onChange={(problem) => change({ problem })}
      />
      <TagsInput
        label="Columns left out"
        description="Such as names and row numbers; Enter adds one."
        data={names}
        value={options.ignored}
        error={faults.ignored}
        onChange={(ignored) => change({ ignored })}
      />
    </>
  );
}

const COLOURS = [
  { value: "grey", label: "Grey" },
  { value: "rgb", label: "Colour" },
];

function ImageFields({ options, change, faults }: FieldsProps): ReactNode {
  return (
    <>
      <TypedNumber
        label="Image size"
        description="Height and width in pixels; empty: found out."
        value={options.size}
        allowDecimal={false}
        error={faults.size}
        onChange={(size) => change({ size })}
      />
      <Pick
        label="Colour"
        description="Grey if every image is, else colour."
        choices={COLOURS}
        value={options.colour}
        error={faults.colour}
        onChange={(colour) => change({ colour })}
      />
    </>
  );
}

const SPLITS = [
  { value: "given", label: "Given in the file" },
  { value: "stratified", label: "Stratified" },
];

function SplitFields({ options, change, faults }: FieldsProps): ReactNode {
  return (
    <>
      <Pick
        label="Split"
        description="Parts named train and test in the file, or every class in proportion."
        choices={SPLITS}
        value={options.split}
        error={faults.split}
        onChange={(split) => change({ split })}
      />
      <TypedNumber
        label="Share of test"
        description="Of all items; kept for the winner."
        value={options.test}
        step={0.05}
        error={faults.test}
        onChange={(test) => change({ test })}
      />
      <TypedNumber
        label="Share of validation"
        description="Of what is left; scores candidates."
        value={options.validation}
        step={0.05}
        error={faults.validation}
        onChange={(validation) => change({ validation })}
      />
      <TypedNumber
        label="Seed"
        description="The same seed gives the same split."
        value={options.seed}
        allowDecimal={false}
        error={faults.seed}
        onChange={(seed) => change({ seed })}
      />
    </>
  );
}

/** What the server says of single options, by their names. */
function refusedOptions(error: unknown): Record<string, string> {
  const issues = error instanceof ProblemError ? error.problem.issues : [];
  const named = issues.filter(({ path }) => path[0] === "options" && path[1] !== undefined);
  return Object.fromEntries(named.map(({ path, message }) => [path[1], sentence(message)]));
}

function OptionsForm({ data }: { data: DataForm }): ReactNode {
  const [options, setOptions] = useState(() => optionsOf(data));
  const keep = useKeep();
  const read = useMutation({
    mutationFn: () => changeDataset(data.id, { options: requestOf(options) }),
    onSuccess: keep,
  });
  const faults = faultsOf(options);
  const fields: FieldsProps = {
    options,
    faults: { ...refusedOptions(read.error), ...faults },
    data,
    change: (changed) => {
      setOptions((old) => ({ ...old, ...changed }));
      read.reset();
    },
  };
  return (
    <form
      className={classes.form}
      aria-label="How the file is read"
      onSubmit={(event) => {
        event.preventDefault();
        if (Object.keys(faults).length === 0) read.mutate();
      }}
    >
      <div className={classes.grid}>
        {isTableOf(data) ? <TableFields {...fields} /> : <ImageFields {...fields} />}
        <SplitFields {...fields} />
      </div>
      {read.error === null ? null : <ProblemNotice error={read.error} />}
      <div className={classes.actions}>
        <Button type="submit" loading={read.isPending}>
          Read it again
        </Button>
        <Button variant="default" onClick={() => fields.change(DEFAULTS)}>
          Find everything out
        </Button>
      </div>
    </form>
  );
}

export function ReadOtherwise({ data }: { data: DataForm }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <Card
      title="Read it otherwise"
      actions={
        <button
          type="button"
          className={quiet.button}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Hide options" : "Show options"}
        </button>
      }
    >
      <div id={id}>
        {isOpen ? (
          <OptionsForm data={data} />
        ) : (
          <p className={classes.text}>
            {isTableOf(data)
              ? "Another target, another problem, columns left out, another split: "
              : "Another size, grey or colour, another split: "}
            the same file is checked again, and need not be sent again.
          </p>
        )}
      </div>
    </Card>
  );
}
