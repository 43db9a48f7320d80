/** What the merges of the open module do with wires of different shapes. */

import { Select } from "@mantine/core";

import { useDesigner, useOpened, useOpenModule } from "../context";

const WAYS = [
  { value: "error", label: "Report an error" },
  { value: "project", label: "Project to the first wire's shape" },
  { value: "pad", label: "Pad with zeros" },
];

export function Mismatch() {
  const [id, module] = useOpenModule();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  return (
    <Select
      label="When shapes differ at a merge"
      description="A merge joins wires of one shape. Holds for all merges of this module."
      data={WAYS}
      allowDeselect={false}
      readOnly={isReadOnly}
      value={module.on_mismatch ?? "error"}
      onChange={(value) =>
        value &&
        store.getState().run({
          name: "set_mismatch",
          arguments: { module: id, value: value as "error" | "project" | "pad" },
        })
      }
    />
  );
}
