/** An operator: which one, and its settings by the catalogue's schema. */

import { Button, Select } from "@mantine/core";

import { operatorNamed, operatorsOf } from "../../document/catalogue";
import { fieldOf, fieldsOf } from "../../ui/schema";
import { useOpened, useOpenModule } from "../context";
import { swapOperator } from "../editing";
import styles from "./inspector.module.css";
import { useArgumentErrors } from "./useArgumentErrors";
import { type BodyOf, type Placed, useEdit } from "./useEdit";
import { ValueField } from "./ValueField";

export function OperatorEditor({ place, body }: Placed<BodyOf<"operator">>) {
  const { store, catalogue } = useOpened();
  const [, module] = useOpenModule();
  const edit = useEdit(place);
  const operator = operatorNamed(catalogue, body.operator);
  const errors = useArgumentErrors(place);
  const options = operatorsOf(catalogue).map(({ name, title }) => ({ value: name, label: title }));
  const become = (name: string) =>
    store.getState().run(swapOperator(catalogue, module, edit.module, place, body, name));
  const isKnown = options.some(({ value }) => value === body.operator);
  return (
    <div className={styles.stack}>
      <Select
        label="Operator"
        searchable
        allowDeselect={false}
        readOnly={edit.isReadOnly}
        data={isKnown ? options : [{ value: body.operator, label: body.operator }, ...options]}
        value={body.operator}
        error={operator ? undefined : `No operator is called ${body.operator}.`}
        onChange={(name) => name && become(name)}
      />
      {operator?.summary && <p className={styles.hint}>{operator.summary}</p>}
      {operator &&
        fieldsOf(operator.settings).map((name) => (
          <ValueField
            key={name}
            field={named(fieldOf(operator.settings, name))}
            value={body.arguments?.[name]}
            isReadOnly={edit.isReadOnly}
            error={errors[name]}
            onChange={(value) => edit.argument(name, value)}
          />
        ))}
      {!edit.isReadOnly && (
        <Button variant="default" onClick={() => edit.run("make_choice", {})}>
          Turn into a choice
        </Button>
      )}
    </div>
  );
}

function named<F extends { name: string; title: string }>(field: F): F {
  const title = field.title || field.name.charAt(0).toUpperCase() + field.name.slice(1);
  return { ...field, title: title.replaceAll("_", " ") };
}
