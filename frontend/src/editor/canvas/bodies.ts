/** What a body says about itself: title, letters, colour, alternatives. */

import type { Catalogue } from "../../document/catalogue";
import { operatorNamed } from "../../document/catalogue";
import type { Body, Module, SpaceDocument } from "../../document/model";
import { familyColour, writeArguments, writeValue } from "./look";
import type { PictureChip } from "./picture";

export interface BodyLook {
  title: string;
  subtitle: string;
  glyph: string;
  colour: string;
  badge: string;
  chips: PictureChip[];
  /** For a wire: a few words. */
  short: string;
  hint: string;
  /** Colours of the operators inside, for a wire's label. */
  dots: string[];
  opens: string | null;
}

const PLAIN: Omit<BodyLook, "title" | "short" | "glyph"> = {
  subtitle: "",
  colour: "var(--text-3)",
  badge: "",
  chips: [],
  hint: "",
  dots: [],
  opens: null,
};

export function describeBody(body: Body, document: SpaceDocument, catalogue: Catalogue): BodyLook {
  const inside = (part: Body) => describeBody(part, document, catalogue);
  switch (body.kind) {
    case "operator":
      return describeOperator(body, catalogue);
    case "choice": {
      const chips = body.of.map((alternative) =>
        chipOf(alternative, inside(alternative.node), alternative.enabled ?? true),
      );
      const pick = body.pick ?? 1;
      const badge = pick === 1 ? "" : `${writePick(pick)} of ${chips.length}`;
      return describeOptions("One of", "choice", chips, badge);
    }
    case "switch": {
      const chips = body.cases.map((item) => chipOf(item, inside(item.node), true));
      const look = describeOptions("Switch", "case", chips, "");
      return { ...look, glyph: "⇉", subtitle: `on ${writeValue(body.on)}` };
    }
    case "merge":
      return describeMerge(body, catalogue);
    case "reference":
      return describeReference(body, document, inside);
    case "repeat": {
      const look = inside(body.body);
      const badge = `×${writeValue(body.times)}`;
      return { ...look, badge, short: `${look.short} ${badge}`, hint: `${look.title} ${badge}` };
    }
  }
}

export function titleOfModule(id: string, module: Module | undefined): string {
  return module?.title || id;
}

export function writePick(pick: number | readonly [number, number] | "all"): string {
  if (pick === "all") return "all";
  return typeof pick === "number" ? String(pick) : `${pick[0]}–${pick[1]}`;
}

function describeOperator(
  body: Extract<Body, { kind: "operator" }>,
  catalogue: Catalogue,
): BodyLook {
  const operator = operatorNamed(catalogue, body.operator);
  const title = operator?.title ?? body.operator;
  const colour = familyColour(operator?.family ?? "");
  const subtitle = writeArguments(body.arguments);
  return {
    ...PLAIN,
    title,
    subtitle,
    glyph: operator?.glyph ?? "?",
    colour,
    short: title,
    hint: [title, subtitle].filter(Boolean).join(" · "),
    dots: [colour],
  };
}

function chipOf(
  part: { id: string; title?: string; node: Body },
  look: BodyLook,
  isEnabled: boolean,
): PictureChip {
  const detail = part.node.kind === "operator" ? kernelOf(part.node.arguments) : look.badge;
  return {
    id: part.id,
    title: part.title || look.title || look.short,
    detail,
    glyph: look.glyph,
    colour: look.colour,
    isEnabled,
  };
}

/** The setting that tells two alternatives of one operator apart most often. */
function kernelOf(values: Extract<Body, { kind: "operator" }>["arguments"]): string {
  const kernel = values?.kernel;
  return typeof kernel === "number" ? `${kernel}×${kernel}` : "";
}

function describeOptions(
  title: string,
  word: "choice" | "case",
  chips: PictureChip[],
  badge: string,
): BodyLook {
  const enabled = chips.filter((chip) => chip.isEnabled);
  const apart = toldApart(chips);
  const noun = word === "choice" ? "operator" : "case";
  const count = `${enabled.length} ${noun}${enabled.length === 1 ? "" : "s"}`;
  return {
    ...PLAIN,
    title: word === "choice" ? `${badge || title} ${badge ? "" : count}`.trim() : title,
    glyph: "◇",
    badge,
    chips: apart,
    short: count,
    hint: enabled.map(({ title, detail }) => [title, detail].filter(Boolean).join(" ")).join(", "),
    dots: [...new Set(enabled.map((chip) => chip.colour))],
  };
}

/** Alternatives that look alike say their ids. */
function toldApart(chips: PictureChip[]): PictureChip[] {
  const wordsOf = ({ title, detail }: PictureChip) => `${title} ${detail}`;
  const isAlike = (chip: PictureChip) =>
    chips.some((other) => other !== chip && wordsOf(other) === wordsOf(chip));
  return chips.map((chip) =>
    isAlike(chip) && chip.id !== chip.title
      ? { ...chip, detail: [chip.detail, chip.id].filter(Boolean).join(" · ") }
      : chip,
  );
}

const MERGE_SIGNS: Record<string, string> = { sum: "Σ", mean: "x̄", mul: "∏", max: "⋁" };

function describeMerge(body: Extract<Body, { kind: "merge" }>, catalogue: Catalogue): BodyLook {
  const mode = writeValue(body.mode ?? "sum");
  const operator = operatorNamed(catalogue, mode);
  const glyph = MERGE_SIGNS[mode] ?? (mode === "concat" ? "⧺" : (operator?.glyph ?? "⋈"));
  const pick = body.pick ?? "all";
  const badge = pick === "all" ? "" : `pick ${writePick(pick)}`;
  const word = operator?.title ?? mode;
  return { ...PLAIN, title: word, glyph, badge, short: word, hint: [word, badge].join(" ") };
}

/** Whether uses look like a built-in operator: a graph of layers, more than one choice of them. */
export function isDrawnOperator(module: Module | undefined): module is Module {
  const nodes = module?.nodes ?? [];
  return module?.role === "operator" && !(nodes.length === 1 && nodes[0]?.kind === "choice");
}

/** The first letter of its title, in the colour of the first operator in it. */
function operatorLook(
  module: Module,
  title: string,
  inside: (part: Body) => BodyLook,
): Pick<BodyLook, "glyph" | "colour"> {
  const first = module.nodes?.find((node) => node.kind === "operator");
  const glyph = title.charAt(0).toUpperCase() || "▣";
  return { glyph, colour: first ? inside(first).colour : PLAIN.colour };
}

function describeReference(
  body: Extract<Body, { kind: "reference" }>,
  document: SpaceDocument,
  inside: (part: Body) => BodyLook,
): BodyLook {
  const module = document.modules[body.module];
  const title = titleOfModule(body.module, module);
  const label = body.label ? `#${body.label}` : "";
  const subtitle = [label, writeArguments(body.arguments)].filter(Boolean).join(" · ");
  const only = module?.nodes?.length === 1 ? module.nodes[0] : undefined;
  const look = only && only.kind === "choice" ? inside(only) : null;
  return {
    ...PLAIN,
    title,
    subtitle,
    glyph: "▣",
    ...(isDrawnOperator(module) ? operatorLook(module, title, inside) : {}),
    short: look?.short ?? title,
    hint: look ? `${title}: ${look.hint}` : [title, subtitle].filter(Boolean).join(" · "),
    dots: look?.dots ?? [],
    opens: module ? body.module : null,
  };
}
