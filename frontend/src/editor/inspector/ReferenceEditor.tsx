/** A use of a module: which, with which arguments, and what it shares with other uses. */

import { Button, Select, TextInput } from "@mantine/core";

import { titleOfModule } from "../canvas/bodies";
import { useDocument, useOpened } from "../context";
import styles from "./inspector.module.css";
import { ReuseFields } from "./ReuseFields";
import { useArgumentErrors } from "./useArgumentErrors";
import { type BodyOf, type Placed, useEdit } from "./useEdit";
import { ValueField } from "./ValueField";
import { parameterField } from "./values";

export function ReferenceEditor({ place, body }: Placed<BodyOf<"reference">>) {
  const edit = useEdit(place);
  const { store } = useOpened();
  const { modules, root } = useDocument();
  const errors = useArgumentErrors(place);
  const module = modules[body.module];
  const options = Object.entries(modules)
    .filter(([id]) => id !== root || id === body.module)
    .map(([id, item]) => ({ value: id, label: titleOfModule(id, item) }));
  return (
    <div className={styles.stack}>
      <Select
        label="Module"
        data={module ? options : [{ value: body.module, label: body.module }, ...options]}
        allowDeselect={false}
        searchable
        readOnly={edit.isReadOnly}
        value={body.module}
        error={module ? undefined : `No module is called ${body.module}.`}
        onChange={(id) => id && edit.run("set_module", { to: id })}
      />
      {module && (
        <Button variant="default" onClick={() => store.getState().open(body.module, "here")}>
          Open {titleOfModule(body.module, module)}
        </Button>
      )}
      {Object.entries(module?.parameters ?? {}).map(([name, parameter]) => (
        <ValueField
          key={name}
          field={parameterField(name, parameter)}
          value={body.arguments?.[name]}
          isReadOnly={edit.isReadOnly}
          error={errors[name]}
          onChange={(value) => edit.argument(name, value)}
        />
      ))}
      <ReuseFields place={place} body={body} />
      <TextInput
        label="Label"
        description="Uses with one label share; the module's id unless given"
        placeholder={body.module}
        readOnly={edit.isReadOnly}
        value={body.label ?? ""}
        onChange={(event) => edit.field("label", event.currentTarget.value || undefined)}
      />
    </div>
  );
}
