/** Paints the curve cloud: everybody faint, the best and the looked-at in colour with their names. */
import { formatScore, formatTicks } from "../ui/format";
import { type Domain, type Line, type Plot, ticks, xOf, yOf } from "./curves";

export interface Ink {
  text: string;
  grid: string;
  faint: string;
  best: string;
  looked: string;
  surface: string;
  font: string;
}

export interface Scene {
  lines: Line[];
  domain: Domain;
  plot: Plot;
  best: number | null;
  looked: number | null;
  point: { step: number; value: number } | null;
}

export function inkOf(element: Element): Ink {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: read("--text-3"),
    grid: read("--grid"),
    faint: read("--edge"),
    best: read("--accent"),
    looked: read("--series-4"),
    surface: read("--surface"),
    font: style.fontFamily,
  };
}

/** Room for the numbers at the left, the names at the right, the epochs below. */
export function plotIn(width: number, height: number): Plot {
  return {
    left: 48,
    top: 14,
    width: Math.max(10, width - 48 - 92),
    height: Math.max(10, height - 14 - 30),
  };
}

export function paint(pen: CanvasRenderingContext2D, scene: Scene, ink: Ink): void {
  paintAxes(pen, scene, ink);
  pen.lineJoin = "round";
  pen.strokeStyle = ink.faint;
  pen.lineWidth = 1;
  pen.globalAlpha = Math.max(0.16, Math.min(0.5, 8 / Math.max(1, scene.lines.length)));
  pen.beginPath();
  for (const line of scene.lines) trace(pen, line, scene);
  pen.stroke();
  paintDots(pen, scene, ink.faint);
  pen.globalAlpha = 1;
  const labels: number[] = [];
  if (scene.best !== null) paintNamed(pen, scene, scene.best, { ink, colour: ink.best, labels });
  if (scene.looked !== null && scene.looked !== scene.best)
    paintNamed(pen, scene, scene.looked, { ink, colour: ink.looked, labels });
  if (scene.point !== null) paintPoint(pen, scene, ink);
}

function trace(pen: CanvasRenderingContext2D, line: Line, { domain, plot }: Scene): void {
  for (const [k, step] of line.steps.entries()) {
    const [x, y] = [xOf(step, domain, plot), yOf(line.values[k] ?? 0, domain, plot)];
    if (k === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  }
}

/** A curve of one point is a dot. */
function paintDots(
  pen: CanvasRenderingContext2D,
  { lines, domain, plot }: Scene,
  colour: string,
): void {
  pen.fillStyle = colour;
  for (const line of lines) {
    if (line.steps.length !== 1) continue;
    pen.beginPath();
    pen.arc(
      xOf(line.steps[0] ?? 1, domain, plot),
      yOf(line.values[0] ?? 0, domain, plot),
      2.5,
      0,
      7,
    );
    pen.fill();
  }
}

interface Named {
  ink: Ink;
  colour: string;
  /** Heights at which a name stands already. */
  labels: number[];
}

function paintNamed(
  pen: CanvasRenderingContext2D,
  scene: Scene,
  index: number,
  named: Named,
): void {
  const line = scene.lines.find((item) => item.index === index);
  if (line === undefined) return;
  const { ink, colour, labels } = named;
  pen.beginPath();
  trace(pen, line, scene);
  pen.strokeStyle = ink.surface;
  pen.lineWidth = 5;
  pen.stroke();
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.stroke();
  const end = line.values.at(-1) ?? 0;
  const x = xOf(line.steps.at(-1) ?? 1, scene.domain, scene.plot);
  const y = yOf(end, scene.domain, scene.plot);
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, 3.5, 0, 7);
  pen.fill();
  const free = labels.some((taken) => Math.abs(taken - y) < 15) ? y + 15 : y;
  labels.push(free);
  pen.font = `600 12px ${ink.font}`;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.fillText(`#${index}  ${formatScore(end)}`, x + 9, free);
}

function paintPoint(pen: CanvasRenderingContext2D, { domain, plot, point }: Scene, ink: Ink): void {
  if (point === null) return;
  const [x, y] = [xOf(point.step, domain, plot), yOf(point.value, domain, plot)];
  pen.strokeStyle = ink.text;
  pen.lineWidth = 1;
  pen.setLineDash([3, 3]);
  pen.beginPath();
  pen.moveTo(x, plot.top);
  pen.lineTo(x, plot.top + plot.height);
  pen.stroke();
  pen.setLineDash([]);
  pen.fillStyle = ink.surface;
  pen.strokeStyle = ink.looked;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(x, y, 4.5, 0, 7);
  pen.fill();
  pen.stroke();
}

function paintAxes(pen: CanvasRenderingContext2D, { domain, plot }: Scene, ink: Ink): void {
  pen.font = `12px ${ink.font}`;
  pen.fillStyle = ink.text;
  pen.strokeStyle = ink.grid;
  pen.lineWidth = 1;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  const marks = ticks(domain.y0, domain.y1, Math.max(2, plot.height / 56));
  const texts = formatTicks(marks);
  marks.forEach((tick, k) => {
    const y = Math.round(yOf(tick, domain, plot)) + 0.5;
    pen.beginPath();
    pen.moveTo(plot.left, y);
    pen.lineTo(plot.left + plot.width, y);
    pen.stroke();
    pen.fillText(texts[k] ?? "", plot.left - 10, y);
  });
  pen.textAlign = "center";
  pen.textBaseline = "top";
  const whole = ticks(domain.x0, domain.x1, Math.max(2, plot.width / 70)).filter(Number.isInteger);
  for (const tick of new Set([Math.ceil(domain.x0), ...whole]))
    pen.fillText(String(tick), xOf(tick, domain, plot), plot.top + plot.height + 9);
  pen.textAlign = "left";
  pen.fillText("epoch", plot.left + plot.width + 14, plot.top + plot.height + 9);
}
