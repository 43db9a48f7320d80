/** Decisions shared by name across the whole space. */

import type { Domain } from "../../document/model";
import { useDesigner, useDocument, useOpened } from "../context";
import { DomainField } from "./DomainField";
import { NameList } from "./NameList";
import { plainField } from "./values";

export function Variables() {
  const { variables } = useDocument();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const set = (name: string, domain: Domain | null) =>
    store.getState().run({ name: "set_variable", arguments: { name, domain } }, `variable:${name}`);
  return (
    <NameList
      title="Variables of the space"
      noun="variable"
      hint="A decision that expressions anywhere can name, such as a width."
      names={Object.keys(variables ?? {})}
      onAdd={(name) => set(name, { domain: "choice", values: [1, 2], default: 1 } as Domain)}
      onRemove={(name) => set(name, null)}
      render={(name) => {
        const domain = variables?.[name] as Domain;
        const kind = domain.domain === "float" ? "number" : "integer";
        return (
          <DomainField
            field={plainField(name, kind)}
            domain={domain}
            isReadOnly={isReadOnly}
            onChange={(next) => set(name, next)}
          />
        );
      }}
    />
  );
}
