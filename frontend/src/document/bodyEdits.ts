/** Edits of bodies: operators, choices, merges, references, repeats, wherever they stand. */

import type { Edits } from "./commands";
import {
  type Alternative,
  type Body,
  type ChoiceBody,
  ID,
  type Module,
  type Node,
  type ReferenceBody,
  type Value,
} from "./model";
import { moduleOf, withBody } from "./places";
import { Refusal } from "./refusal";

type BodyEdit =
  | "set_argument"
  | "set_operator"
  | "set_module"
  | "set_field"
  | "add_alternative"
  | "remove_alternative"
  | "set_alternative"
  | "make_choice";

/** Fields that `set_field` may touch, by kind of body; leaving one out sets it to its default. */
const FIELDS: Record<Body["kind"], readonly string[]> = {
  operator: [],
  choice: ["mode", "pick"],
  merge: ["mode", "pick", "like"],
  reference: ["module", "decisions", "weights", "label"],
  repeat: ["times", "index", "decisions", "weights", "body"],
  switch: ["on", "cases"],
};

export const BODY_EDITS: Edits<BodyEdit> = {
  set_argument: {
    title: ({ module, name, place }, called) => `set ${name} of ${called.place(module, place)}`,
    apply: (document, { module, place, name, value }) =>
      withBody(document, module, place, (body) => withArgument(body, name, value)),
  },
  set_operator: {
    title: ({ module, operator, place }, called) =>
      `make ${called.place(module, place)} ${operator}`,
    apply: (document, { module, place, operator }) =>
      withBody(document, module, place, (body) => {
        if (body.kind !== "operator")
          throw new Refusal(`"${place}" is a ${body.kind}, no operator.`);
        return { ...body, operator };
      }),
  },
  set_module: {
    title: ({ module, place, to }, called) =>
      `use ${called.module(to)} at ${called.place(module, place)}`,
    apply: (document, { module, place, to }) => {
      const { parameters } = moduleOf(document, to);
      return withBody(document, module, place, (body) => {
        if (body.kind !== "reference") throw new Refusal(`"${place}" is a ${body.kind}, no use.`);
        return usingInstead(body, to, parameters ?? {});
      });
    },
  },
  set_field: {
    title: ({ module, field, place }, called) => `set ${field} of ${called.place(module, place)}`,
    apply: (document, { module, place, field, value }) =>
      withBody(document, module, place, (body) => {
        if (field === "title") return withField(body, "title", value === "" ? undefined : value);
        if (!FIELDS[body.kind].includes(field)) {
          throw new Refusal(`A ${body.kind} has no "${field}".`);
        }
        return withField(body, field, value);
      }),
  },
  add_alternative: {
    title: ({ module, alternative, place }, called) =>
      `add ${alternative.id} to ${called.place(module, place)}`,
    apply: (document, { module, place, alternative }) =>
      withBody(document, module, place, (body) =>
        withAlternative(choice(body, place), alternative),
      ),
  },
  remove_alternative: {
    title: ({ module, alternative, place }, called) =>
      `remove ${alternative} from ${called.place(module, place)}`,
    apply: (document, { module, place, alternative }) =>
      withBody(document, module, place, (body) => {
        const held = choice(body, place);
        const of = held.of.filter((option) => option.id !== alternative);
        if (of.length === 0) throw new Refusal("A choice has at least one alternative.");
        return { ...held, of };
      }),
  },
  set_alternative: {
    title: ({ module, alternative, place }, called) =>
      `change ${alternative} of ${called.place(module, place)}`,
    apply: (document, { module, place, alternative, ...change }) =>
      withBody(document, module, place, (body) => {
        const held = choice(body, place);
        return {
          ...held,
          of: held.of.map((option) =>
            option.id === alternative ? changedAlternative(option, change) : option,
          ),
        };
      }),
  },
  make_choice: {
    title: ({ module, place }, called) => `make ${called.place(module, place)} a choice`,
    apply: (document, { module, place }) => withBody(document, module, place, asChoice),
  },
};

/** Arguments that the other module has no parameter for go, and so does a label that only named the first. */
function usingInstead(
  { arguments: given, label, ...body }: ReferenceBody,
  to: string,
  parameters: NonNullable<Module["parameters"]>,
): ReferenceBody {
  const kept = Object.entries(given ?? {}).filter(([name]) => Object.hasOwn(parameters, name));
  return {
    ...body,
    module: to,
    ...(given ? { arguments: Object.fromEntries(kept) } : {}),
    ...(label && label !== body.module ? { label } : {}),
  };
}

function withField(body: Body, field: string, value: unknown): Body {
  const { [field]: _, ...rest } = body as unknown as Record<string, unknown>;
  return (value === undefined ? rest : { ...rest, [field]: value }) as unknown as Body;
}

function withArgument(body: Body, name: string, value: Value | undefined): Body {
  if (body.kind !== "operator" && body.kind !== "reference") {
    throw new Refusal(`A ${body.kind} takes no settings.`);
  }
  const { [name]: _, ...rest } = body.arguments ?? {};
  return { ...body, arguments: value === undefined ? rest : { ...rest, [name]: value } };
}

function choice(body: Body, place: string): ChoiceBody & Partial<Node> {
  if (body.kind === "choice") return body;
  throw new Refusal(`"${place}" is a ${body.kind}, no choice. Turn it into one first.`);
}

function withAlternative(held: ChoiceBody, alternative: Alternative): Body {
  if (!ID.test(alternative.id)) {
    throw new Refusal(`An id has letters, digits and _ only; got "${alternative.id}".`);
  }
  if (held.of.some((option) => option.id === alternative.id)) {
    throw new Refusal(`There is an alternative "${alternative.id}" already.`);
  }
  return { ...held, of: [...held.of, alternative] };
}

/** Values equal to the defaults of the format are left out, so that nothing but the change shows. */
function changedAlternative(option: Alternative, change: Partial<Alternative>): Alternative {
  const { enabled, prior, title, when, ...rest } = { ...option, ...change };
  return {
    ...rest,
    ...(title ? { title } : {}),
    ...(prior === undefined || prior === 1 ? {} : { prior }),
    ...(enabled === false ? { enabled } : {}),
    ...(when === undefined || when === true ? {} : { when }),
  };
}

function asChoice(body: Body): Body {
  if (body.kind === "choice") throw new Refusal("This is a choice already.");
  const { id: _id, title: _title, ...inner } = body as Node;
  return { kind: "choice", of: [{ id: optionId(body), node: inner as Body }] };
}

function optionId(body: Body): string {
  if (body.kind === "operator") return ID.test(body.operator) ? body.operator : "first";
  return body.kind === "reference" ? body.module : body.kind;
}
