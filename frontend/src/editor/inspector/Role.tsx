/** Whether the open module is a cell to look into, or an operator that is used like a built-in one. */

import { Select } from "@mantine/core";

import { useDesigner, useOpened, useOpenModule } from "../context";

const ROLES = [
  { value: "cell", label: "A cell" },
  { value: "operator", label: "An operator" },
];

export function Role() {
  const [id, { role }] = useOpenModule();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  return (
    <Select
      label="Drawn and offered as"
      description="An operator of your own looks like a built-in one where it is used."
      data={ROLES}
      allowDeselect={false}
      readOnly={isReadOnly}
      value={role}
      onChange={(value) =>
        value &&
        store.getState().run({
          name: "set_role",
          arguments: { module: id, role: value as "cell" | "operator" },
        })
      }
    />
  );
}
