/** A drawing made by the server, on its plate; it can be looked at closely. */
import { type ComponentProps, type ReactNode, useState } from "react";
import classes from "./GraphPlate.module.css";
import { Notice } from "./Notice";

export interface GraphPlateProps {
  src: string;
  alt: string;
  /** Show buttons to look closer, on a plate as high as the drawing; without, it fits its plate. */
  isZoomable?: boolean;
  /** Be as high as its place lets it, however high the drawing is. */
  isFilling?: boolean;
  /** Called instead of saying so when the drawing cannot be fetched. */
  onMissing?: () => void;
}

const LEVELS = [1, 1.5, 2, 3, 4];

/** A plate that holds more than it shows is moved by dragging it. */
function useDrag(): Pick<ComponentProps<"div">, "onPointerDown" | "onPointerMove"> {
  return {
    onPointerDown: (event) => {
      if (event.pointerType === "mouse" && event.button === 0)
        event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event) => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      event.currentTarget.scrollLeft -= event.movementX;
      event.currentTarget.scrollTop -= event.movementY;
    },
  };
}

export function GraphPlate({
  src,
  alt,
  isZoomable = false,
  isFilling = false,
  onMissing,
}: GraphPlateProps): ReactNode {
  const drag = useDrag();
  const [level, setLevel] = useState(0);
  const [failed, setFailed] = useState<string | null>(null);
  const zoom = LEVELS[level] ?? 1;
  if (failed === src)
    return (
      <Notice tone="warn" title="The drawing could not be fetched" onRetry={() => setFailed(null)}>
        The rest of the page is not affected.
      </Notice>
    );
  return (
    <div
      className={classes.frame}
      data-zoomable={isZoomable || undefined}
      data-filling={isFilling || undefined}
    >
      <div
        className={isZoomable ? `${classes.plate} ${classes.scrolled}` : classes.plate}
        data-zoomed={zoom > 1 || undefined}
        {...drag}
      >
        <img
          key={src}
          src={src}
          alt={alt}
          className={classes.image}
          style={zoom > 1 ? { width: `${zoom * 100}%` } : undefined}
          draggable={false}
          onError={onMissing ?? (() => setFailed(src))}
        />
      </div>
      {isZoomable ? (
        <fieldset className={classes.tools} aria-label="Zoom">
          <button
            type="button"
            aria-label="Zoom out"
            disabled={level === 0}
            onClick={() => setLevel(level - 1)}
          >
            −
          </button>
          <button type="button" aria-label="Fit" onClick={() => setLevel(0)}>
            {Math.round(zoom * 100)} %
          </button>
          <button
            type="button"
            aria-label="Zoom in"
            disabled={level === LEVELS.length - 1}
            onClick={() => setLevel(level + 1)}
          >
            +
          </button>
        </fieldset>
      ) : null}
    </div>
  );
}
