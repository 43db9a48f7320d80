/** A merge: how wires are joined, how many are picked, what happens when shapes differ. */

import { Select } from "@mantine/core";

import { operatorsOf } from "../../document/catalogue";
import { endsOf } from "../canvas/ports";
import { namesIn, wireTitle } from "../canvas/titles";
import { useDocument, useOpened, useOpenModule } from "../context";
import styles from "./inspector.module.css";
import { Mismatch } from "./Mismatch";
import { PickField } from "./PickField";
import { useFieldError } from "./useArgumentErrors";
import { type BodyOf, type Placed, useEdit } from "./useEdit";
import { ValueField } from "./ValueField";
import { plainField } from "./values";

export const MODES = ["sum", "mean", "mul", "max", "concat"];

export function MergeEditor({ place, body }: Placed<BodyOf<"merge">>) {
  const edit = useEdit(place);
  const { catalogue } = useOpened();
  const document = useDocument();
  const [id, module] = useOpenModule();
  const names = namesIn(document, catalogue, id);
  const modes = [
    ...MODES,
    ...operatorsOf(catalogue).flatMap(({ name, is_merge }) =>
      is_merge && !MODES.includes(name) ? [name] : [],
    ),
  ];
  const wires = (module.edges ?? []).filter(
    (edge) => endsOf(edge, module, document, catalogue).target.node === place,
  );
  return (
    <div className={styles.stack}>
      <ValueField
        field={plainField("mode", "options", {
          title: "Joined by",
          options: modes,
          initial: "sum",
        })}
        value={body.mode}
        isReadOnly={edit.isReadOnly}
        error={useFieldError(place, "mode")}
        onChange={(mode) => edit.field("mode", mode)}
      />
      <PickField
        label={`Wires that are used (${wires.length} enter)`}
        pick={body.pick ?? "all"}
        most={wires.length}
        mayBeAll
        isReadOnly={edit.isReadOnly}
        onChange={(pick) => edit.field("pick", pick)}
      />
      <Mismatch />
      {module.on_mismatch === "project" && (
        <Select
          label="Give every wire the shape of"
          placeholder="The first wire there"
          clearable
          data={wires.map((wire) => ({
            value: wire.id,
            label: wireTitle(names, wire, module, document, catalogue),
          }))}
          readOnly={edit.isReadOnly}
          value={body.like ?? null}
          onChange={(like) => edit.field("like", like ?? undefined)}
        />
      )}
    </div>
  );
}
