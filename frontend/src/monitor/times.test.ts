import { expect, it } from "vitest";
import { timesOf } from "./times";

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const now = Date.parse(at(30));

it.each([
  ["goes on", at(0), null, null, 0, 1800, 0],
  ["rested before", at(0), null, null, 600, 1200, 600],
  ["rests now, and rested before", at(0), null, at(25), 600, 900, 900],
  ["is over", at(0), at(10), null, 60, 540, 60],
  ["has not begun", null, null, null, 0, 0, 0],
] as const)("a run that %s", (_, started_at, ended_at, paused_at, paused_seconds, work, paused) => {
  expect(timesOf({ started_at, ended_at, paused_at, paused_seconds }, now)).toEqual({
    work,
    paused,
  });
});
