/** A node: its name, what it is, where its wires may go, what it costs. */

import { Button, Select, TextInput } from "@mantine/core";

import type { Node } from "../../document/model";
import { canConnect } from "../../document/rules";
import { formatQuantity } from "../../ui/format";
import { describeBody } from "../canvas/bodies";
import { bodyPorts } from "../canvas/ports";
import { useAnalysis, useDocument, useOpened, useOpenModule } from "../context";
import { connect, removeSelection } from "../editing";
import { dissolveSelection } from "../modules";
import { BodyEditor } from "./BodyEditor";
import styles from "./inspector.module.css";
import { PlaceProblems } from "./PlaceProblems";
import { useEdit } from "./useEdit";
import { useEnds } from "./useEnds";

const KINDS: Record<Node["kind"], string> = {
  operator: "Operator",
  choice: "Choice",
  merge: "Merge",
  reference: "Use of a module",
  repeat: "Repeat",
  switch: "Switch",
};

export function NodeInspector({ node }: { node: Node }) {
  const edit = useEdit(node.id);
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const look = describeBody(node, document, catalogue);
  return (
    <div className={styles.stack}>
      <header className={styles.header}>
        <span className={styles.kind}>
          {KINDS[node.kind]} <code>{node.id}</code>
        </span>
        <TextInput
          aria-label="Title"
          variant="unstyled"
          classNames={{ input: styles.name ?? "" }}
          placeholder={look.title || look.short}
          readOnly={edit.isReadOnly}
          value={node.title ?? ""}
          onChange={(event) => edit.field("title", event.currentTarget.value)}
        />
      </header>
      <PlaceProblems path={["modules", edit.module, "nodes", node.id]} />
      <Facts node={node} />
      <BodyEditor place={node.id} body={node} />
      {!edit.isReadOnly && (
        <>
          <ConnectTo node={node} />
          {node.kind === "reference" && (
            <Button variant="default" onClick={() => dissolveSelection(store, catalogue)}>
              Dissolve into its parts
            </Button>
          )}
          <Button
            variant="subtle"
            color="red"
            c="var(--error)"
            onClick={() => removeSelection(store, catalogue)}
          >
            Delete node
          </Button>
        </>
      )}
    </div>
  );
}

/** Shapes, parameters and multiply-accumulates, as far as they are known while drawing. */
function Facts({ node }: { node: Node }) {
  const analysis = useAnalysis();
  const [module] = useOpenModule();
  const { catalogue } = useOpened();
  const document = useDocument();
  const ports = bodyPorts(node, document, catalogue);
  const shape = (ids: { id: string }[]) =>
    ids
      .map(({ id }) => analysis.shapeText(module, `${node.id}.${id}`))
      .filter(Boolean)
      .join(", ");
  const cost = analysis.cost(module, node.id);
  const facts: [string, string][] = [
    ["In", shape(ports.inputs)],
    ["Out", shape(ports.outputs)],
    ["Parameters", cost ? span(cost.parameters) : ""],
    ["MACs", cost ? span(cost.macs) : ""],
  ];
  const known = facts.filter(([, text]) => text);
  if (known.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {known.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function span([least, most]: readonly [number, number]): string {
  return least === most
    ? formatQuantity(least)
    : `${formatQuantity(least)} … ${formatQuantity(most)}`;
}

/** The way to draw a wire without a pointer: only targets that fit are listed. */
function ConnectTo({ node }: { node: Node }) {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const analysis = useAnalysis();
  const [id] = useOpenModule();
  const ends = useEnds();
  const output = bodyPorts(node, document, catalogue).outputs[0];
  if (!output) return null;
  const source = `${node.id}.${output.id}`;
  const targets = ends.targets.filter(
    ({ value }) => !canConnect(document, analysis, id, source, value),
  );
  return (
    <Select
      label="Connect to"
      placeholder={targets.length > 0 ? "Choose a port that fits" : "No port fits"}
      disabled={targets.length === 0}
      data={targets}
      value={null}
      searchable
      onChange={(target) => target && connect(store, catalogue, id, source, target)}
    />
  );
}
