/** The names that callers give to the open module. */

import { Select } from "@mantine/core";

import type { Parameter } from "../../document/model";
import { useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import styles from "./inspector.module.css";
import { NameList } from "./NameList";
import { ValueField } from "./ValueField";
import { parameterField } from "./values";

const TYPES: { value: NonNullable<Parameter["type"]>; label: string }[] = [
  { value: "int", label: "whole number" },
  { value: "float", label: "number" },
  { value: "bool", label: "yes or no" },
  { value: "string", label: "text" },
  { value: "list", label: "list" },
];

const DEFAULT = {
  title: "Default",
  description: "Taken where a use of the module gives no value of its own",
};

export function Parameters() {
  const [id, module] = useOpenModule();
  const { root } = useDocument();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const parameters = module.parameters ?? {};
  const set = (name: string, parameter: Parameter | null) =>
    store
      .getState()
      .run(
        { name: "set_parameter", arguments: { module: id, name, parameter } },
        `parameter:${id}:${name}`,
      );
  if (id === root && Object.keys(parameters).length === 0) return null;
  return (
    <NameList
      title="Parameters"
      noun="parameter"
      hint="Names that each use of this module gives a value."
      names={Object.keys(parameters)}
      onAdd={(name) => set(name, { type: "int" })}
      onRemove={(name) => set(name, null)}
      render={(name) => (
        <ParameterRow
          name={name}
          parameter={parameters[name] ?? {}}
          isReadOnly={isReadOnly}
          onChange={(parameter) => set(name, parameter)}
        />
      )}
    />
  );
}

function ParameterRow({
  name,
  parameter,
  isReadOnly,
  onChange,
}: {
  name: string;
  parameter: Parameter;
  isReadOnly: boolean;
  onChange: (parameter: Parameter) => void;
}) {
  const { default: initial, ...rest } = parameter;
  const hasDefault = initial !== undefined && initial !== null;
  return (
    <div className={styles.parameter}>
      <div className={styles.portRow}>
        <code>{name}</code>
        <Select
          size="xs"
          w={140}
          aria-label={`Type of ${name}`}
          placeholder="any type"
          clearable
          data={TYPES}
          readOnly={isReadOnly}
          value={parameter.type ?? null}
          onChange={(type) => onChange({ ...parameter, type })}
        />
      </div>
      {hasDefault ? (
        <ValueField
          field={{ ...parameterField(name, parameter), ...DEFAULT }}
          value={initial}
          isReadOnly={isReadOnly}
          onChange={(value) => onChange(value === undefined ? rest : { ...rest, default: value })}
        />
      ) : (
        !isReadOnly && (
          <button
            type="button"
            className={styles.textButton}
            onClick={() => onChange({ ...rest, default: 1 })}
          >
            Each use must give it · add a default
          </button>
        )
      )}
    </div>
  );
}
