/** Several nodes and wires: what may be done with all of them at once. */

import { Button, Select } from "@mantine/core";

import { canConnect } from "../../document/rules";
import { count } from "../../ui/format";
import { isModulePort } from "../canvas/ports";
import { namesIn, wireTitle } from "../canvas/titles";
import { useAnalysis, useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import { outputOf } from "../editing";
import { carrySame, connectAll, drawOnce, duplicateSelection, ofOneKind } from "../gestures";
import { extractSelection } from "../modules";
import { Carries } from "./Carries";
import { Head } from "./Head";
import styles from "./inspector.module.css";
import { useEnds } from "./useEnds";

export function Several() {
  const { store, catalogue } = useOpened();
  const { nodes, edges } = useDesigner((state) => state.selection);
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const bodies = nodes.filter((id) => !isModulePort(id));
  const counts = [counted(nodes.length, "node"), counted(edges.length, "wire")];
  // A module's own ports are removed in its inspector only.
  const isRemovable = !isReadOnly && bodies.length + edges.length > 0;
  const isMixed = nodes.length > 0 && edges.length > 0;
  return (
    <div className={styles.stack}>
      <Head title={`${counts.filter(Boolean).join(", ")} selected`} isRemovable={isRemovable}>
        Delete
      </Head>
      {isMixed && <Narrow />}
      {edges.length > 0 && <Wires />}
      {!isReadOnly && nodes.length > 1 && <ConnectAll nodes={nodes} />}
      {!isReadOnly && bodies.length > 0 && (
        <>
          <Button variant="default" onClick={() => duplicateSelection(store, catalogue)}>
            Duplicate
          </Button>
          <Button variant="default" onClick={() => extractSelection(store, catalogue)}>
            Make a module of them
          </Button>
        </>
      )}
    </div>
  );
}

function counted(number: number, noun: string): string {
  return number === 0 ? "" : count(number, noun);
}

/** Nodes and wires were caught together: one button each to go on with one kind. */
function Narrow() {
  const { store } = useOpened();
  const { nodes, edges } = useDesigner((state) => state.selection);
  return (
    <div className={styles.narrow}>
      <Button variant="default" onClick={() => store.getState().select({ nodes })}>
        Only the {count(nodes.length, "node")}
      </Button>
      <Button variant="default" onClick={() => store.getState().select({ edges })}>
        Only the {count(edges.length, "wire")}
      </Button>
    </div>
  );
}

function Wires() {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const [open, module] = useOpenModule();
  const names = namesIn(document, catalogue, open);
  const ids = useDesigner((state) => state.selection.edges);
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const edges = (module.edges ?? []).filter(({ id }) => ids.includes(id));
  const carrying = edges.find(({ carries }) => carries);
  const body = carrying?.carries;
  const alike = ofOneKind(edges);
  const wanting = alike.filter(({ carries }) => JSON.stringify(carries) !== JSON.stringify(body));
  const isSame = edges.every(({ carries }) => JSON.stringify(carries) === JSON.stringify(body));
  return (
    <>
      <Carries edges={edges} />
      {!isReadOnly && body && wanting.length > 0 && (
        <Button
          variant="light"
          onClick={() =>
            carrySame(
              store,
              alike.map(({ id }) => id),
              body,
            )
          }
        >
          {alike.length === edges.length ? "All" : `The ${alike.length} between nodes`} carry what “
          {wireTitle(names, carrying, module, document, catalogue)}” carries
        </Button>
      )}
      {!isReadOnly && body && isSame && body.kind !== "reference" && edges.length > 1 && (
        <Button variant="default" onClick={() => drawOnce(store, ids, body)}>
          Draw it once for all {edges.length}
        </Button>
      )}
    </>
  );
}

/** A wire from each of the nodes to one port. Dragging from one of their ports does the same. */
function ConnectAll({ nodes }: { nodes: string[] }) {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const analysis = useAnalysis();
  const [id] = useOpenModule();
  const ends = useEnds();
  const sources = nodes.flatMap((node) => outputOf(store.getState(), catalogue, node) ?? []);
  const targets = ends.targets.filter(
    ({ value, isMany }) =>
      isMany && sources.some((source) => !canConnect(document, analysis, id, source, value)),
  );
  if (sources.length === 0) return null;
  return (
    <Select
      label="Connect each to"
      description="Or drag a wire from one of them"
      placeholder={targets.length > 0 ? "Choose a merge" : "No port fits"}
      disabled={targets.length === 0}
      data={targets}
      value={null}
      searchable
      onChange={(target) => target && connectAll(store, catalogue, nodes, target)}
    />
  );
}
