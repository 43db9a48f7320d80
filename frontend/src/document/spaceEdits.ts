/** Edits of the document as a whole: modules, variables, names. */

import type { Edits } from "./commands";
import { dissolved } from "./dissolve";
import { type Body, ID, type SpaceDocument } from "./model";
import { bodiesOf, moduleOf, withBody, withModule } from "./places";
import { Refusal, type SpokenPlace } from "./refusal";

type SpaceEdit =
  | "add_module"
  | "remove_module"
  | "rename_module"
  | "set_title"
  | "set_parameter"
  | "set_ports"
  | "set_mismatch"
  | "set_role"
  | "dissolve"
  | "set_variable"
  | "set_symbol"
  | "rename_space"
  | "replace_document";

export const SPACE_EDITS: Edits<SpaceEdit> = {
  add_module: {
    title: ({ id }) => `add module ${id}`,
    apply: (document, { id, module }) => {
      checkNewModule(document, id);
      return { ...document, modules: { ...document.modules, [id]: module } };
    },
  },
  remove_module: {
    title: ({ id }, called) => `remove module ${called.module(id)}`,
    apply: (document, { id }) => {
      moduleOf(document, id);
      if (document.root === id)
        throw new Refusal(`“${document.modules[id]?.title || id}” is the network itself.`);
      const users = usersOf(document, id);
      if (users.length > 0) throw stillUsed(document, id, users);
      const { [id]: _, ...modules } = document.modules;
      return withoutView({ ...document, modules }, id);
    },
  },
  rename_module: {
    title: ({ id, to }, called) => `rename module ${called.module(id)} to ${to}`,
    apply: (document, { id, to }) => (id === to ? document : renamed(document, id, to)),
  },
  set_title: {
    title: ({ module }, called) => `title ${called.module(module)}`,
    apply: (document, { module, title }) =>
      withModule(document, module, ({ title: _, ...rest }) => (title ? { ...rest, title } : rest)),
  },
  set_parameter: {
    title: ({ name, module }, called) => `change parameter ${name} of ${called.module(module)}`,
    apply: (document, { module, name, parameter }) =>
      withModule(document, module, (held) => {
        if (!ID.test(name)) throw new Refusal(`"${name}" cannot name a parameter.`);
        const { [name]: before, ...rest } = held.parameters ?? {};
        if (!parameter) return { ...held, parameters: rest };
        const kept = before ? held.parameters : rest;
        return { ...held, parameters: { ...kept, [name]: parameter } };
      }),
  },
  set_ports: {
    title: ({ module }, called) => `change the ports of ${called.module(module)}`,
    apply: (document, { module, inputs, outputs }) =>
      withModule(document, module, (held) => ({ ...held, inputs, outputs })),
  },
  set_mismatch: {
    title: ({ module }, called) => `change what ${called.module(module)} does with unequal shapes`,
    apply: (document, { module, value }) =>
      withModule(document, module, ({ on_mismatch: _, ...rest }) =>
        value === "error" ? rest : { ...rest, on_mismatch: value },
      ),
  },
  set_role: {
    title: ({ module, role }) => `make ${module} ${role === "cell" ? "a cell" : "an operator"}`,
    apply: (document, { module, role }) =>
      withModule(document, module, (held) => {
        if (held.role === "network") throw new Refusal("The network itself stays the network.");
        return { ...held, role };
      }),
  },
  dissolve: {
    title: ({ node }) => `dissolve ${node}`,
    apply: (document, { module, node }) => dissolved(document, module, node),
  },
  set_variable: {
    title: ({ name }) => `change variable ${name}`,
    apply: (document, { name, domain }) => {
      if (!ID.test(name)) throw new Refusal(`"${name}" cannot name a variable.`);
      const { [name]: _, ...rest } = document.variables ?? {};
      if (!domain) return { ...document, variables: rest };
      return { ...document, variables: { ...document.variables, [name]: domain } };
    },
  },
  set_symbol: {
    title: ({ name, value }) => `set ${name} to ${value}`,
    apply: (document, { name, value }) => {
      const { problem } = document;
      return {
        ...document,
        problem: { ...problem, symbols: { ...problem.symbols, [name]: value } },
      };
    },
  },
  rename_space: {
    title: ({ name }) => `rename the space to ${name}`,
    apply: (document, { name }) => {
      if (!name.trim()) throw new Refusal("A space has a name.");
      return { ...document, name };
    },
  },
  replace_document: {
    title: () => "replace the space",
    apply: (_, { document }) => document,
  },
};

function checkNewModule(document: SpaceDocument, id: string): void {
  if (!ID.test(id)) throw new Refusal(`"${id}" cannot name a module: letters, digits and _ only.`);
  if (Object.hasOwn(document.modules, id)) throw new Refusal(`There is a module "${id}" already.`);
}

/** Nodes and wires of other modules that use this one, each once. */
function usersOf(document: SpaceDocument, id: string): SpokenPlace[] {
  return Object.entries(document.modules).flatMap(([module, held]) => {
    if (module === id) return [];
    const uses = [...bodiesOf(held)].flatMap(([place, body]) =>
      body.kind === "reference" && body.module === id ? [place.split("/")[0] as string] : [],
    );
    return [...new Set(uses)].map((place): SpokenPlace => {
      const wire = held.edges?.find(({ id }) => place === `edge:${id}`);
      return wire ? { module, edge: wire.id } : { module, node: place };
    });
  });
}

function stillUsed(document: SpaceDocument, id: string, users: SpokenPlace[]): Refusal {
  const titleOf = (module: string) => document.modules[module]?.title || module;
  const modules = [...new Set(users.map(({ module }) => module))].map((module) => {
    const here = users.filter((user) => user.module === module).length;
    return here > 1 ? `${titleOf(module)} (${here} times)` : titleOf(module);
  });
  return new Refusal(
    `“${titleOf(id)}” is used in ${modules.join(" and in ")}. Remove it there first.`,
    [],
    users,
  );
}

/** Rename a module and every use of it. Labels that stood for its id keep the old word: they name decisions. */
function renamed(document: SpaceDocument, id: string, to: string): SpaceDocument {
  const module = moduleOf(document, id);
  checkNewModule(document, to);
  const entries = Object.entries(document.modules);
  const modules = Object.fromEntries(
    entries.map(([name, held]) => (name === id ? [to, module] : [name, held])),
  );
  const root = document.root === id ? to : document.root;
  const next = withRenamedView({ ...document, modules, root }, id, to);
  return Object.keys(modules).reduce((held, name) => withRenamedUses(held, name, id, to), next);
}

function withRenamedUses(
  document: SpaceDocument,
  module: string,
  id: string,
  to: string,
): SpaceDocument {
  let next = document;
  for (const [place, body] of bodiesOf(moduleOf(document, module))) {
    if (body.kind !== "reference" || body.module !== id) continue;
    next = withBody(next, module, place, (held) => renamedUse(held, id, to));
  }
  return next;
}

function renamedUse(body: Body, id: string, to: string): Body {
  if (body.kind !== "reference") return body;
  const isGrouped = body.decisions === "tied" || body.weights === "shared";
  const label = isGrouped && !body.label ? { label: id } : {};
  return { ...body, module: to, ...label };
}

function withRenamedView(document: SpaceDocument, id: string, to: string): SpaceDocument {
  if (!document.view) return document;
  const rename = <T>(held: Record<string, T> | undefined) =>
    held &&
    Object.fromEntries(
      Object.entries(held).map(([key, value]) =>
        key.startsWith(`${id}/`) ? [to + key.slice(id.length), value] : [key, value],
      ),
    );
  const { positions, sizes, notes, flows } = document.view;
  const view = { ...document.view };
  if (positions) view.positions = rename(positions) ?? {};
  if (sizes) view.sizes = rename(sizes) ?? {};
  if (notes) view.notes = rename(notes) ?? {};
  if (flows) {
    const renamed = Object.entries(flows).map(([key, flow]) => [key === id ? to : key, flow]);
    view.flows = Object.fromEntries(renamed);
  }
  return { ...document, view };
}

function withoutView(document: SpaceDocument, id: string): SpaceDocument {
  if (!document.view) return document;
  const view = { ...document.view };
  const left = <T>(held: Record<string, T>) =>
    Object.fromEntries(
      Object.entries(held).filter(([key]) => key !== id && !key.startsWith(`${id}/`)),
    );
  if (view.positions) view.positions = left(view.positions);
  if (view.sizes) view.sizes = left(view.sizes);
  if (view.flows) view.flows = left(view.flows);
  return { ...document, view };
}
