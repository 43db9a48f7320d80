/** What may be added to the open module, with whether it takes what the selected output gives. */

import { useMemo } from "react";

import type { OperatorForm } from "../../api/forms";
import { type Catalogue, operatorNamed, operatorsOf } from "../../document/catalogue";
import { fitting } from "../../document/fits";
import type { Body, Module, SpaceDocument } from "../../document/model";
import { describeBody } from "../canvas/bodies";
import { familyColour } from "../canvas/look";
import { useAnalysis, useDesigner, useDocument, useOpened, useOpenModule } from "../context";
import { newOperator, outputOf } from "../editing";

export interface Entry {
  key: string;
  title: string;
  family: string;
  hint: string;
  glyph: string;
  colour: string;
  body: Body;
  /** Why it does not take what it would be wired to; null when it does. */
  reason: string | null;
}

/** Everything that may be added, always in one order; merges are under Structure. */
export function useEntries(from: string | null): Entry[] {
  const { catalogue } = useOpened();
  const analysis = useAnalysis();
  const document = useDocument();
  const [id, module] = useOpenModule();
  return useMemo(() => {
    const shapes = from ? analysis.shapes(id, from) : null;
    const operators = fitting(catalogue, analysis.scopes(id), shapes)
      .filter(({ operator }) => !operator.is_merge)
      .map(({ operator, reason }) => ({
        ...entryOf(operator),
        body: newOperator(catalogue, operator.name, module),
        reason,
      }));
    const modules = Object.entries(document.modules)
      .filter(([other]) => other !== id && other !== document.root)
      .map(([other]) => moduleEntry(document, catalogue, other, module));
    return [...structure(catalogue), ...operators, ...modules];
  }, [catalogue, analysis, document, id, module, from]);
}

/** The output that a new node would follow: that of the one selected node. */
export function useSelectedOutput(): string | null {
  const { store, catalogue } = useOpened();
  const nodes = useDesigner((state) => state.selection.nodes);
  const document = useDocument();
  return useMemo(() => {
    const [only, ...others] = nodes;
    const state = store.getState();
    if (!only || others.length > 0 || !document) return null;
    return outputOf(state, catalogue, only);
  }, [store, catalogue, nodes, document]);
}

/** A module of the space: what it must be given is read here, where there is such a name. */
export function moduleEntry(
  document: SpaceDocument,
  catalogue: Catalogue,
  id: string,
  here: Module,
): Entry {
  const known = { ...here.parameters, ...document.variables };
  const asked = Object.keys(document.modules[id]?.parameters ?? {});
  const given = asked.filter((name) => Object.hasOwn(known, name));
  const body: Body = {
    kind: "reference",
    module: id,
    ...(given.length > 0
      ? { arguments: Object.fromEntries(given.map((name) => [name, { expr: name }])) }
      : {}),
  };
  const { title, glyph, colour } = describeBody(body, document, catalogue);
  return {
    key: `module:${id}`,
    title,
    family: YOURS,
    hint: `Use ${title} here: every use shows what is drawn once`,
    glyph,
    colour,
    body,
    reason: null,
  };
}

export const YOURS = "Your modules";

function entryOf(operator: OperatorForm): Omit<Entry, "body" | "reason"> {
  return {
    key: operator.name,
    title: operator.title,
    family: familyTitle(operator.family),
    hint: operator.summary,
    glyph: operator.glyph,
    colour: familyColour(operator.family),
  };
}

function familyTitle(family: string): string {
  return family.charAt(0).toUpperCase() + family.slice(1).replaceAll("_", " ");
}

function structure(catalogue: Catalogue): Entry[] {
  const skip = ["identity", "skip"].find((name) => operatorNamed(catalogue, name));
  const first = skip ?? operatorsOf(catalogue)[0]?.name ?? "identity";
  const inner: Body = { kind: "operator", operator: first };
  const parts: Omit<Entry, "family" | "colour" | "reason">[] = [
    {
      key: "choice",
      title: "Choice",
      hint: "The search picks one of several operators here.",
      glyph: "◇",
      body: { kind: "choice", of: [{ id: first, node: inner }] },
    },
    {
      key: "sum",
      title: "Sum",
      hint: "Adds the wires that enter; it can also pick some of them.",
      glyph: "Σ",
      body: { kind: "merge", mode: "sum" },
    },
    {
      key: "concat",
      title: "Concatenate",
      hint: "Puts the wires that enter side by side.",
      glyph: "⧺",
      body: { kind: "merge", mode: "concat" },
    },
    {
      key: "repeat",
      title: "Repeat",
      hint: "Copies of a body one after the other.",
      glyph: "↻",
      body: { kind: "repeat", body: inner, times: 2 },
    },
    {
      key: "switch",
      title: "Switch",
      hint: "Puts one of several bodies here, by a value that is known: nothing is searched.",
      glyph: "⇉",
      body: { kind: "switch", on: true, cases: [{ id: "otherwise", node: inner }] },
    },
  ];
  return parts.map((part) => ({
    ...part,
    family: "Structure",
    colour: "var(--accent)",
    reason: null,
  }));
}
