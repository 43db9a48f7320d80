/** A decision in the words of the drawing: titles and operators, where the path has ids. */
import type { Catalogue } from "../document/catalogue";
import type { Body, Edge, Module, SpaceDocument } from "../document/model";
import { bodiesOf } from "../document/places";
import { describeBody } from "../editor/canvas/bodies";
import { titleOf } from "../ui/format";

export interface DecisionWords {
  /** Where the choice is: "Cell · in → n3". */
  where: string;
  /** The same beside a picture of what is used under that label: "in → n3". */
  within: string;
  /** What was taken: "Conv 3×3". */
  taken: string;
}

export interface Drawing {
  document: SpaceDocument;
  catalogue: Catalogue;
}

const plain = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** What a path leads through; it ends early where the drawing does not say what an id is. */
interface Way {
  words: string[];
  module: Module | undefined;
  body: Body | undefined;
  field: string;
}

/** The same before the drawing is known: the path and the value as they are. */
export function wordsOf(path: string, value: unknown, drawing: Drawing | null): DecisionWords {
  if (drawing === null) return { where: path, within: path, taken: plain(value) };
  return decisionWords(path, value, drawing);
}

/** Words for the decision at a path; ids that the drawing does not know stay as they are. */
export function decisionWords(path: string, value: unknown, drawing: Drawing): DecisionWords {
  const way = path.startsWith("$") ? null : follow(path, drawing);
  if (way === null) {
    const where = path.startsWith("$") ? titleOf(path.slice(1)) : path;
    return { where, within: where, taken: plain(value) };
  }
  const { words } = way;
  const where = words.join(" · ") || path;
  const hasLabel = path.startsWith("#") && words.length > 1;
  return {
    where,
    within: hasLabel ? words.slice(1).join(" · ") : where,
    taken: taken(value, way, drawing),
  };
}

function taken(value: unknown, way: Way, drawing: Drawing): string {
  const many = Array.isArray(value) ? value : [value];
  if (way.field === "when") return value === true ? "there" : "left out";
  if (way.field === "pick" && way.body?.kind === "merge")
    return many.map((id) => wireWords(way.module, String(id))).join(", ") || "none";
  if (way.field !== "" && way.field !== "pick") return plain(value);
  return many.map((id) => optionWords(String(id), way.body, drawing)).join(", ") || "none";
}

function optionWords(id: string, body: Body | undefined, drawing: Drawing): string {
  if (body?.kind !== "choice") return id;
  const look = describeBody(body, drawing.document, drawing.catalogue);
  const chip = look.chips.find((one) => one.id === id);
  return chip === undefined ? id : [chip.title, chip.detail].filter(Boolean).join(" ");
}

/** "First sum → Last sum"; ports only where two wires would have the same words. */
function wireWords(module: Module | undefined, id: string): string {
  const edges = module?.edges ?? [];
  const edge = edges.find((one) => one.id === id);
  if (module === undefined || edge === undefined) return id;
  const words = joined(edge, module, false);
  const isShared = edges.some((one) => one.id !== id && joined(one, module, false) === words);
  return isShared ? joined(edge, module, true) : words;
}

function joined({ source, target }: Edge, module: Module, hasPorts: boolean): string {
  const [from, to] = [source, target].map((end) => endWords(end, module, hasPorts));
  return `${from} → ${to}`;
}

/** What a wire ends at: `n1.y`, or `in.x` for a port of the module itself. */
function endWords(endpoint: string, module: Module, hasPorts: boolean): string {
  const [id = "", port = ""] = endpoint.split(".");
  if (id === "in" || id === "out") {
    const ports = (id === "in" ? module.inputs : module.outputs) ?? [];
    const own = ports.length === 1 ? ports[0] : ports.find((one) => one.id === port);
    return own?.title || own?.id || port || id;
  }
  const name = module.nodes?.find((one) => one.id === id)?.title || id;
  return hasPorts && port !== "" ? `${name}.${port}` : name;
}

function follow(path: string, drawing: Drawing): Way | null {
  const { document } = drawing;
  const [head = "", ...rest] = path.split("/");
  const way: Way = {
    words: [],
    module: document.modules[document.root],
    body: undefined,
    field: "",
  };
  const steps = head.startsWith("#") ? rest : [head, ...rest];
  if (head.startsWith("#")) {
    const label = head.slice(1).replace(/\[[^\]]*\]$/, "");
    const id = moduleOfLabel(label, document);
    if (id === undefined) return null;
    way.module = document.modules[id];
    way.words.push((label === id && way.module?.title) || titleOf(label));
  }
  for (const step of steps) if (!enter(way, step, drawing)) return null;
  return way;
}

/** The module that is used under a label; without one, uses are labelled by their module. */
function moduleOfLabel(label: string, document: SpaceDocument): string | undefined {
  for (const module of Object.values(document.modules))
    for (const [, body] of bodiesOf(module))
      if (body.kind === "reference" && body.label === label) return body.module;
  return Object.hasOwn(document.modules, label) ? label : undefined;
}

/** Take one step of a path: `e03`, `stage2[1]`, `n4.pick`. */
function enter(way: Way, step: string, drawing: Drawing): boolean {
  const [, id = "", copy, field = ""] = /^([^.[]+)(?:\[([^\]]*)\])*(?:\.(.+))?$/.exec(step) ?? [];
  const found = inside(way, id, drawing);
  if (found === null) return false;
  const nth = copy === undefined || copy === "*" ? "" : ` ${Number(copy) + 1}`;
  if (found.word !== "") way.words.push(`${found.word}${nth}`);
  if (field !== "" && field !== "when" && field !== "pick") way.words.push(titleOf(field));
  if (field === "when") way.words.push("wire");
  way.field = field;
  way.module = found.module;
  way.body = found.body;
  return true;
}

interface Found {
  word: string;
  body: Body | undefined;
  module: Module | undefined;
}

/** Step into what stands at an id: an option of the body before it, else a part of a module. */
function inside(way: Way, id: string, drawing: Drawing): Found | null {
  const body = way.body === undefined ? undefined : opened(way.body);
  if (body?.kind === "choice" || body?.kind === "switch") {
    const options: { id: string; node: Body }[] = body.kind === "choice" ? body.of : body.cases;
    const option = options.find((one) => one.id === id);
    if (option === undefined) return null;
    return { word: optionWords(id, body, drawing), body: option.node, module: way.module };
  }
  const isUsed = body?.kind === "reference";
  const module = isUsed ? drawing.document.modules[body.module] : way.module;
  const node = module?.nodes?.find((one) => one.id === id);
  if (module !== undefined && node !== undefined)
    return { word: isUsed ? wordInside(module, node) : node.title || id, body: node, module };
  const edge = module?.edges?.find((one) => one.id === id);
  return edge === undefined
    ? null
    : { word: wireWords(module, id), body: edge.carries ?? undefined, module };
}

/** A node of a module that is used; the only one of an operator goes without saying. */
function wordInside(module: Module, node: { id: string; title?: string }): string {
  const isAlone = module.nodes?.length === 1;
  if (isAlone && module.role === "operator") return "";
  return node.title || (isAlone ? "" : node.id);
}

/** What is repeated, however often. */
function opened(body: Body): Body {
  return body.kind === "repeat" ? opened(body.body) : body;
}
