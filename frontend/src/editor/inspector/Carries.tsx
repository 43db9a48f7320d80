/** What wires carry: nothing, a choice, a module, or an operator; one wire's given to the others. */

import { Button, Select } from "@mantine/core";

import { type Edge, splitEndpoint } from "../../document/model";
import { describeBody, titleOfModule } from "../canvas/bodies";
import { useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import { newOperator } from "../editing";
import { alikeWires, carrySame, drawOnce, unlikeWires } from "../gestures";
import { carriedBody, carriedKey } from "./carried";
import styles from "./inspector.module.css";

const DIFFERENT = "different";

export function Carries({ edges }: { edges: readonly Edge[] }) {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const [, module] = useOpenModule();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const options = useCarriedOptions();
  const [first] = edges;
  const body = first?.carries ?? null;
  const isSame = edges.every(
    ({ carries }) => JSON.stringify(carries ?? null) === JSON.stringify(body),
  );
  const key = isSame ? carriedKey(body) : DIFFERENT;
  const current = body ? describeBody(body, document, catalogue).title : "";
  const special = [
    { value: "nothing", label: "Nothing: a plain wire" },
    { value: "choice", label: "A choice of operators" },
    ...(key === "other" ? [{ value: "other", label: current }] : []),
    ...(key === DIFFERENT ? [{ value: DIFFERENT, label: "Each something else" }] : []),
  ];
  return (
    <Select
      label={edges.length > 1 ? `All ${edges.length} carry` : "Carries"}
      searchable
      allowDeselect={false}
      readOnly={isReadOnly}
      value={key}
      data={[{ group: "Wire", items: special }, ...options]}
      onChange={(next) => {
        if (!next || next === "other" || next === DIFFERENT || next === key) return;
        const make = (operator: string) => newOperator(catalogue, operator, module);
        const made = carriedBody(next, isSame ? body : null, make, catalogue);
        carrySame(
          store,
          edges.map(({ id }) => id),
          made,
        );
      }}
    />
  );
}

function useCarriedOptions() {
  const { catalogue } = useOpened();
  const document = useDocument();
  const [open] = useOpenModule();
  const modules = Object.entries(document.modules)
    .filter(([id]) => id !== open && id !== document.root)
    .map(([id, item]) => ({ value: `module:${id}`, label: titleOfModule(id, item) }));
  const operators = catalogue.operators.map(({ name, title }) => ({
    value: `operator:${name}`,
    label: title,
  }));
  const kindsOf = new Map([...operators, ...modules].map(({ label }) => [label, 0]));
  for (const { label } of [...operators, ...modules])
    kindsOf.set(label, (kindsOf.get(label) ?? 0) + 1);
  // Chosen, an option stands without its group: one of two that are called alike says its kind.
  const apart = (items: typeof modules, kind: string) =>
    items.map(({ value, label }) => {
      return { value, label: (kindsOf.get(label) ?? 0) > 1 ? `${label} (${kind})` : label };
    });
  return [
    ...(modules.length > 0 ? [{ group: "Modules", items: apart(modules, "module") }] : []),
    { group: "Operators", items: apart(operators, "operator") },
  ];
}

/** Gives what a wire carries to the others like it, once as a copy or as one module for all. */
export function Alike({ edge }: { edge: Edge }) {
  const { store } = useOpened();
  const [, module] = useOpenModule();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const { carries } = edge;
  const others = alikeWires(module, edge);
  const unlike = unlikeWires(module, edge);
  if (!carries || isReadOnly || others.length + unlike.length === 0) return null;
  const here = JSON.stringify(carries);
  const isOther = (id: string) =>
    JSON.stringify(module.edges?.find((wire) => wire.id === id)?.carries ?? null) !== here;
  const isWanted = others.some(isOther);
  const unlikeWanted = unlike.filter(isOther);
  const isInput = splitEndpoint(edge.source)[0] === "in";
  const all = [edge.id, ...others, ...unlike.filter((id) => !isOther(id))];
  return (
    <div className={styles.stack}>
      {isWanted && (
        <Button variant="light" onClick={() => carrySame(store, all, carries)}>
          Carry the same on the {others.length === 1 ? "other" : `${others.length} others`}
        </Button>
      )}
      {unlikeWanted.length > 0 && (
        <Button
          variant="subtle"
          onClick={() => carrySame(store, [edge.id, ...unlikeWanted], carries)}
        >
          Also on {unlikeWanted.length === 1 ? "the one" : `the ${unlikeWanted.length}`} from{" "}
          {isInput ? "nodes" : "inputs"}
        </Button>
      )}
      {!isWanted && all.length > 1 && carries.kind !== "reference" && (
        <Button variant="default" onClick={() => drawOnce(store, all, carries)}>
          Draw it once for all {all.length}
        </Button>
      )}
      {all.length > 1 && (
        <Button variant="subtle" onClick={() => store.getState().select({ edges: all })}>
          Select all {all.length}
        </Button>
      )}
    </div>
  );
}
