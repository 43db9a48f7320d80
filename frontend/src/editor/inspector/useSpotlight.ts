/** Follows a wish to show a setting: folds open on the way to it, the field gets the focus. */

import { type RefObject, useEffect } from "react";

import { useDesigner } from "../context";

/** Tell a body that shows one of its parts at a time which one is meant. */
export function useSpotlitPart(place: string, show: (id: string) => void): void {
  const spotlight = useDesigner((state) => state.spotlight);
  const depth = place.split("/").length - 1;
  const head = spotlight.edge ? `edge:${spotlight.edge}` : (spotlight.node ?? "");
  const isHere = [head, ...spotlight.inside.slice(0, depth)].join("/") === place;
  const part = isHere ? spotlight.inside[depth] : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a wish is answered once, at its turn.
  useEffect(() => {
    if (part) show(part);
  }, [part, spotlight.turn]);
}

/** Bring the field of the setting that is meant into view. */
export function useSpotlitField(panel: RefObject<HTMLElement | null>): void {
  const { argument, turn } = useDesigner((state) => state.spotlight);
  useEffect(() => {
    if (!argument || turn === 0) return;
    const frame = requestAnimationFrame(() => {
      const field = panel.current?.querySelector(`[data-field="${CSS.escape(argument)}"]`);
      field?.scrollIntoView?.({ block: "center" });
      field?.querySelector<HTMLElement>("input:not([type=radio]), textarea")?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [panel, argument, turn]);
}
