/** What the view is told from elsewhere: by keys, tools and the palette of commands. */

export type ViewWish = "fit" | "selection" | "whole" | "in" | "out";

export const VIEW = "nasweb:view";

/** Ask the canvas, where one is shown, to fit the module, go to the selection, or zoom. */
export function askView(wish: ViewWish): void {
  window.dispatchEvent(new CustomEvent<ViewWish>(VIEW, { detail: wish }));
}
