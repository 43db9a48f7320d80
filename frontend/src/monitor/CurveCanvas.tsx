/** The drawn cloud: it finds what is pointed at, and redraws when the look or the size changes. */
import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type PointerEvent, type ReactNode, useEffect, useMemo, useRef } from "react";
import classes from "./CurveCloud.module.css";
import { type Domain, type Hit, type Line, nearest } from "./curves";
import { inkOf, paint, plotIn } from "./paint";

/** The least height of the cloud; on a wide page it fills its card. */
export const CLOUD_HEIGHT = 340;

export interface CurveCanvasProps {
  lines: Line[];
  domain: Domain;
  best: number | null;
  looked: number | null;
  onLook: (hit: Hit | null) => void;
  hit: Hit | null;
  onOpen: (index: number) => void;
}

export function CurveCanvas({
  lines,
  domain,
  best,
  looked,
  onLook,
  hit,
  onOpen,
}: CurveCanvasProps): ReactNode {
  const { ref, width, height } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme("light");
  const plot = useMemo(() => plotIn(width, height), [width, height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme brings other ink
  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext("2d");
    if (!element || !pen || width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    paint(pen, { lines, domain, plot, best, looked, point: hit }, inkOf(element));
  }, [lines, domain, plot, best, looked, hit, width, height, scheme]);
  const find = (event: PointerEvent): Hit | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = { x: event.clientX - box.left, y: event.clientY - box.top };
    return nearest(lines, domain, plot, place);
  };
  return (
    <div ref={ref} className={classes.canvas}>
      <canvas
        ref={canvas}
        style={{ width, height }}
        data-hit={hit === null ? undefined : ""}
        onPointerMove={(event) => onLook(find(event))}
        onPointerLeave={() => onLook(null)}
        onPointerUp={(event) => {
          const found = find(event);
          if (found !== null) onOpen(found.index);
        }}
      />
    </div>
  );
}
