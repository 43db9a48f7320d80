import { describe, expect, it } from "vitest";

import { dartsSpace, subjectOf } from "../samples";
import { framed, opening, reachOf } from "./framing";
import { toCanvas } from "./toCanvas";

const picture = toCanvas(subjectOf(dartsSpace(), "darts"));
const { x, y, width, height } = reachOf(picture);

describe("the view with which a module opens", () => {
  it("is all of it where that can be read", () => {
    const large = { width: 1000, height: 800 };
    expect(opening(picture, large)).toEqual(framed(picture, large));
  });

  it("is its beginning, large enough to be read, on a small screen", () => {
    const small = { width: 390, height: 560 };
    const view = opening(picture, small);
    expect(framed(picture, small).zoom).toBeLessThan(0.5);
    expect(view.zoom).toBe(0.75);
    expect(y * view.zoom + view.y).toBe(56);
    expect((x + width / 2) * view.zoom + view.x).toBeCloseTo(195);
    expect(height * view.zoom).toBeGreaterThan(0);
  });
});
