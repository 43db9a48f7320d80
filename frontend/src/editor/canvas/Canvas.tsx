/** The canvas shows the open module; every gesture on it becomes a command. */

import "@xyflow/react/dist/base.css";

import { useComputedColorScheme } from "@mantine/core";
import { type ColorMode, MiniMap, ReactFlow, ViewportPortal } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { useDesigner, useOpened, useOpenModule } from "../context";
import { addBody, pictureOf } from "../editing";
import { QuickAdd } from "../panel/QuickAdd";
import { Targets } from "../panel/Targets";
import { Breadcrumbs } from "./Breadcrumbs";
import styles from "./canvas.module.css";
import { CANVAS } from "./focus";
import { Ground } from "./Ground";
import { Guides } from "./Guides";
import { underneath } from "./layout";
import { NodeBox, type NodeBoxNode } from "./NodeBox";
import { NoticeBar } from "./NoticeBar";
import type { Picture } from "./picture";
import { movedTo } from "./routed";
import type { Point } from "./routing";
import { Tools } from "./Tools";
import { flowEdges, flowNodes } from "./toFlow";
import { useClicks } from "./useClicks";
import { useConnecting } from "./useConnecting";
import { useDrop } from "./useDrop";
import { useHeld } from "./useHeld";
import { useMoving } from "./useMoving";
import { useQuickAdd } from "./useQuickAdd";
import { type Flow, useView } from "./useView";
import { Wire, type WireData, type WireEdge } from "./Wire";

const MULTI = ["Shift", "Control", "Meta"];
const PRO_OPTIONS = { hideAttribution: true };
const nodeTypes = { box: NodeBox };
const edgeTypes = { wire: Wire };

export function Canvas() {
  const [flow, setFlow] = useState<Flow | null>(null);
  const [hasMap, setMap] = useState(false);
  const [moduleId, module] = useOpenModule();
  const { store, catalogue } = useOpened();
  const selection = useDesigner((state) => state.selection);
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  const port = useDesigner((state) => state.port ?? state.wireFrom);
  const colorMode: ColorMode = useComputedColorScheme("light");
  const moving = useMoving(moduleId, flow);
  const picture = usePicture(moduleId, moving.moved);
  moving.standing.current = picture;
  const frame = useRef<HTMLDivElement>(null);
  const adding = useQuickAdd(flow, frame);
  const connecting = useConnecting(moduleId, adding.onRelease);
  const onMap = useCallback(() => setMap((isShown) => !isShown), []);
  const clicks = useClicks(adding.onWire);
  const held = useHeld(frame);

  useView(flow, frame, moduleId, picture);
  useRegionRole(frame);
  useFirstFocus(frame);

  const nodes = useMemo(
    () =>
      flowNodes(picture, selection.nodes, {
        fit: connecting.fit,
        isReadOnly,
        port,
        module: moduleId,
      }),
    [picture, selection.nodes, connecting.fit, isReadOnly, port, moduleId],
  );
  const actions = useMemo(
    (): Pick<WireData, "onPick" | "onOpen" | "module"> => ({
      onPick: (edge, isAdded) =>
        isAdded ? store.getState().toggle({ edge }) : store.getState().select({ edges: [edge] }),
      onOpen: (target) => store.getState().open(target, "here"),
      module: moduleId,
    }),
    [store, moduleId],
  );
  const edges = useMemo(
    () => flowEdges(picture, selection.edges, actions),
    [picture, selection.edges, actions],
  );
  const onDrop = useDrop(flow, (text, spot) => addBody(store, catalogue, text, spot));

  return (
    <section
      ref={frame}
      id={CANVAS}
      tabIndex={-1}
      className={styles.canvas}
      aria-label={`Canvas: ${moduleId}`}
      {...onDrop}
      {...adding.handlers}
      onPointerDownCapture={held.onPointerDownCapture}
      onPointerMoveCapture={moving.onPointerMoveCapture}
    >
      <Breadcrumbs />
      <Tools flow={picture.flow} hasMap={hasMap} onMap={onMap} />
      <ReactFlow<NodeBoxNode, WireEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={colorMode}
        onInit={setFlow}
        {...moving.handlers}
        {...held.handlers}
        {...clicks}
        multiSelectionKeyCode={MULTI}
        {...connecting.handlers}
        nodesDraggable={!isReadOnly}
        nodesConnectable={!isReadOnly}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        panOnScroll
        zoomOnDoubleClick={false}
        minZoom={0.15}
        maxZoom={2.5}
        nodeDragThreshold={3}
        proOptions={PRO_OPTIONS}
      >
        <Ground frame={frame} />
        {hasMap && <Overview />}
        <Guides guides={moving.guides} />
        {(module.nodes ?? []).length === 0 && (
          <EmptyModule isReadOnly={isReadOnly} under={underneath(picture.nodes)} />
        )}
      </ReactFlow>
      <NoticeBar />
      <QuickAdd at={adding.at} />
      <Targets />
    </section>
  );
}

/** The whole module in a corner: dragging in it moves the view. */
function Overview() {
  return (
    <MiniMap<NodeBoxNode>
      pannable
      zoomable
      ariaLabel="Map of the module"
      className={styles.map ?? ""}
      nodeColor={({ data }) => data.node.colour}
      nodeBorderRadius={8}
      bgColor="var(--surface)"
      maskColor="color-mix(in srgb, var(--bg) 72%, transparent)"
      maskStrokeColor="var(--accent)"
      maskStrokeWidth={2}
    />
  );
}

/** What to do first: under the ports of the module, or amid the view where it has none. */
function EmptyModule({ isReadOnly, under }: { isReadOnly: boolean; under: Point | null }) {
  const words = (
    <div
      className={styles.empty}
      data-under={under !== null}
      style={under ? { left: under.x, top: under.y } : {}}
    >
      <strong>Nothing here yet</strong>
      <span>
        {isReadOnly ? "" : "Click an operator of the palette, drag it here, or double-click."}
      </span>
    </div>
  );
  return under ? <ViewportPortal>{words}</ViewportPortal> : words;
}

function usePicture(moduleId: string, moved: ReadonlyMap<string, Point>): Picture {
  const history = useDesigner((state) => state.history);
  const flows = useDesigner((state) => state.flows);
  const { catalogue } = useOpened();
  const standing = useMemo(
    () => pictureOf({ history, flows }, catalogue, moduleId),
    [history, flows, moduleId, catalogue],
  );
  return useMemo(() => movedTo(standing, moved), [standing, moved]);
}

/** Who opens a space by key goes on by key: a focus that the last page took along comes here. */
function useFirstFocus(frame: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    if (document.activeElement === document.body) frame.current?.focus({ preventScroll: true });
  }, [frame]);
}

/** The library calls its canvas an application, which hides it from screen readers' reading mode. */
function useRegionRole(frame: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const inner = frame.current?.querySelector(".react-flow");
    inner?.setAttribute("role", "presentation");
  }, [frame]);
}
