/** Data type of what is dragged from the palette to the canvas. */
export const PALETTE_TYPE = "application/x-nasweb-body";
