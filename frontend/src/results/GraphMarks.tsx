import type { ReactNode } from "react";
import classes from "./CandidatePage.module.css";
import type { Reading } from "./useReading";

const percent = (part: number): string => `${part * 100}%`;

/** Over the boxes of the graph that a decision made: pointing at one points at the decision. */
export function GraphMarks({ reading }: { reading: Reading }): ReactNode {
  const { areas, lines, lit, chosen, point, choose } = reading;
  return areas.map(({ x, y, width, height }, box) => {
    const here = lines.filter((line) => line.boxes.includes(box));
    if (here.length === 0) return null;
    const paths = here.map((line) => line.path);
    const words = here.map(({ where, taken }) => `${where}: ${taken}`).join("; ");
    return (
      <button
        key={paths.join()}
        type="button"
        className={classes.mark}
        style={{
          left: percent(x),
          top: percent(y),
          width: percent(width),
          height: percent(height),
        }}
        title={words}
        aria-label={words}
        aria-pressed={paths.some((path) => chosen.includes(path))}
        data-lit={paths.some((path) => lit.includes(path)) || undefined}
        onPointerEnter={() => point(paths)}
        onPointerLeave={() => point([])}
        onFocus={() => point(paths)}
        onBlur={() => point([])}
        onClick={() => choose(paths)}
      />
    );
  });
}
