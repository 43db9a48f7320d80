/** The canvas as a place for the focus: where the keys of the designer go on. */

export const CANVAS = "designer-canvas";

/** Give the canvas the focus: its selected node, or the whole where none is. */
export function focusCanvas(): void {
  const canvas = document.getElementById(CANVAS);
  const node = canvas?.querySelector<HTMLElement>(".react-flow__node.selected");
  // A node that is not drawn yet takes no focus: the canvas has it then.
  canvas?.focus({ preventScroll: true });
  node?.focus({ preventScroll: true });
}
