/** A drawing made by the server, on its plate; it can be looked at closely. */
import { useElementSize } from "@mantine/hooks";
import { type ComponentProps, type ReactNode, useState } from "react";
import classes from "./GraphPlate.module.css";
import { Notice } from "./Notice";
import { useScale } from "./scale";

export interface GraphPlateProps {
  src: string;
  alt: string;
  /** Be as high as its place lets it; else as high as the drawing, up to most of a screen. */
  isFilling?: boolean;
  /** Called instead of saying so when the drawing cannot be fetched. */
  onMissing?: () => void;
  /** What lies over the drawing once it is there; places in parts of its width and height. */
  children?: ReactNode;
}

/** A plate that holds more than it shows is moved by dragging it. */
function useDrag(): Pick<ComponentProps<"div">, "onPointerDown" | "onPointerMove"> {
  return {
    onPointerDown: (event) => {
      const isOnMark = event.target instanceof Element && event.target.closest("button") !== null;
      if (event.pointerType === "mouse" && event.button === 0 && !isOnMark)
        event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event) => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      event.currentTarget.scrollLeft -= event.movementX;
      event.currentTarget.scrollTop -= event.movementY;
    },
  };
}

interface ToolsProps {
  view: ReturnType<typeof useScale>;
}

function Tools({
  view: { scale, fit, isFitted, canCloser, closer, farther, showAll },
}: ToolsProps) {
  return (
    <fieldset className={classes.tools} aria-label="Zoom">
      <button type="button" aria-label="Zoom out" disabled={scale <= fit} onClick={farther}>
        −
      </button>
      <output className={classes.scale}>{Math.round(scale * 100)} %</output>
      <button type="button" aria-label="Zoom in" disabled={!canCloser} onClick={closer}>
        +
      </button>
      <button type="button" aria-pressed={isFitted} title="Show all of it" onClick={showAll}>
        Fit
      </button>
    </fieldset>
  );
}

export function GraphPlate({
  src,
  alt,
  isFilling = false,
  onMissing,
  children,
}: GraphPlateProps): ReactNode {
  const drag = useDrag();
  const frame = useElementSize();
  const [failed, setFailed] = useState<string | null>(null);
  const [drawn, setDrawn] = useState({ src: "", width: 0, height: 0 });
  const isDrawn = drawn.src === src && drawn.width > 0;
  const view = useScale(frame, isDrawn ? drawn : null, isFilling);
  if (failed === src)
    return (
      <Notice tone="warn" title="The drawing could not be fetched" onRetry={() => setFailed(null)}>
        The rest of the page is not affected.
      </Notice>
    );
  return (
    <div ref={frame.ref} className={classes.frame} data-filling={isFilling || undefined}>
      <div ref={view.ref} className={`${classes.plate} ${classes.scrolled}`} {...drag}>
        <div className={classes.sheet}>
          <img
            key={src}
            src={src}
            alt={alt}
            className={classes.image}
            style={
              isDrawn
                ? { width: drawn.width * view.scale, height: drawn.height * view.scale }
                : undefined
            }
            draggable={false}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
              setDrawn({ src, width, height })
            }
            onError={onMissing ?? (() => setFailed(src))}
          />
          {isDrawn ? children : null}
        </div>
      </div>
      {isDrawn ? <Tools view={view} /> : null}
    </div>
  );
}
