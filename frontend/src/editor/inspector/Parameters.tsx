/** The names that callers give to the open module. */

import { Select } from "@mantine/core";

import { useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import styles from "./inspector.module.css";
import { NameList } from "./NameList";
import { parameterField } from "./values";
import { ValueField } from "./ValueField";

type ParameterType = "int" | "float" | "bool" | "string" | "list";
const TYPES: { value: ParameterType; label: string }[] = [
  { value: "int", label: "whole number" },
  { value: "float", label: "number" },
  { value: "bool", label: "yes or no" },
  { value: "string", label: "text" },
  { value: "list", label: "list" },
];

export function Parameters() {
  const [id, module] = useOpenModule();
  const { root } = useDocument();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const parameters = module.parameters ?? {};
  const set = (name: string, parameter: unknown) =>
    store.getState().run(
      { name: "set_parameter", arguments: { module: id, name, parameter } } as never,
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
        <div className={styles.parameter}>
          <Select
            size="xs"
            aria-label={`Type of ${name}`}
            placeholder="any type"
            clearable
            data={TYPES}
            readOnly={isReadOnly}
            value={parameters[name]?.type ?? null}
            onChange={(type) => set(name, { ...parameters[name], type: type ?? undefined })}
          />
          <ValueField
            field={{ ...parameterField(name, parameters[name]), title: name, description: "default" }}
            value={parameters[name]?.default ?? undefined}
            isReadOnly={isReadOnly}
            onChange={(value) => set(name, { ...parameters[name], default: value })}
          />
        </div>
      )}
    />
  );
}
