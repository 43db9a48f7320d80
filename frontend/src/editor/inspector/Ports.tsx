/** The inputs or outputs of the open module. The root's are given by its problem. */

import { Checkbox, TextInput } from "@mantine/core";

import type { Port } from "../../document/model";
import { useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import styles from "./inspector.module.css";
import { NameList } from "./NameList";
import { PortName } from "./PortName";

export function Ports({ side }: { side: "inputs" | "outputs" }) {
  const [id, module] = useOpenModule();
  const { root } = useDocument();
  const { store } = useOpened();
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const isGiven = id === root;
  const ports = module[side] ?? [];
  const set = (next: Port[], gesture?: string) => {
    const { inputs = [], outputs = [] } = module;
    const args = { module: id, inputs, outputs, [side]: next };
    store.getState().run({ name: "set_ports", arguments: args }, gesture);
  };
  const noun = side === "inputs" ? "input" : "output";
  return (
    <NameList
      title={side === "inputs" ? "Inputs" : "Outputs"}
      noun={noun}
      names={ports.map((port) => port.id)}
      render={(name) => {
        const port = ports.find((item) => item.id === name) ?? { id: name };
        const change = (next: Port, gesture?: string) =>
          set(
            ports.map((item) => (item.id === name ? next : item)),
            gesture,
          );
        return (
          <div className={styles.port} data-field={`${side === "inputs" ? "in" : "out"}.${name}`}>
            <div className={styles.portRow}>
              {isReadOnly || isGiven ? (
                <code>{name}</code>
              ) : (
                <PortName key={name} side={side} name={name} names={ports.map((held) => held.id)} />
              )}
              <Checkbox
                size="xs"
                label="several wires"
                title={
                  side === "inputs"
                    ? "Any number of wires may enter here; the module gets all of them"
                    : "Any number of wires may enter here; whoever uses the module gets all of them"
                }
                checked={port.many ?? false}
                disabled={isReadOnly || isGiven}
                onChange={(event) => change({ ...port, many: event.currentTarget.checked })}
              />
            </div>
            {!(isReadOnly && !port.title) && (
              <TextInput
                size="xs"
                aria-label={`Title of ${noun} ${name}`}
                placeholder={`Title: ${name}`}
                readOnly={isReadOnly}
                value={port.title ?? ""}
                onChange={({ currentTarget: { value: title } }) => {
                  const { title: _, ...rest } = port;
                  change(title ? { ...rest, title } : rest, `port:${id}:${side}:${name}`);
                }}
              />
            )}
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
