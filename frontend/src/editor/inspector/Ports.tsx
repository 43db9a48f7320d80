/** The inputs or outputs of the open module. The root's are given by its problem. */

import { Checkbox } from "@mantine/core";

import type { Port } from "../../document/model";
import { useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import styles from "./inspector.module.css";
import { NameList } from "./NameList";

export function Ports({ side }: { side: "inputs" | "outputs" }) {
  const [id, module] = useOpenModule();
  const { root } = useDocument();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const isGiven = id === root;
  const ports = module[side] ?? [];
  const set = (next: Port[]) =>
    store.getState().run({
      name: "set_ports",
      arguments: {
        module: id,
        inputs: module.inputs ?? [],
        outputs: module.outputs ?? [],
        [side]: next,
      },
    });
  const noun = side === "inputs" ? "input" : "output";
  return (
    <NameList
      title={side === "inputs" ? "Inputs" : "Outputs"}
      noun={noun}
      names={ports.map((port) => port.id)}
      render={(name) => {
        const port = ports.find((item) => item.id === name);
        return (
          <div className={styles.portRow}>
            <code>{name}</code>
            <Checkbox
              size="xs"
              label="several wires"
              title={
                side === "inputs"
                  ? "Any number of wires may enter here; the module gets all of them"
                  : "Any number of wires may enter here; whoever uses the module gets all of them"
              }
              checked={port?.many ?? false}
              disabled={isReadOnly || isGiven}
              onChange={(event) => {
                const many = event.currentTarget.checked;
                set(ports.map((item) => (item.id === name ? { ...item, many } : item)));
              }}
            />
          </div>
        );
      }}
      {...(isGiven
        ? {}
        : {
            onAdd: (name: string) => set([...ports, { id: name } as Port]),
            onRemove: (name: string) => set(ports.filter((port) => port.id !== name)),
          })}
    />
  );
}
