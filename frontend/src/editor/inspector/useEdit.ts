/** Edits of one body: the commands of the inspector, bound to where the body stands. */

import { useMemo } from "react";

import type { Body, Value } from "../../document/model";
import { useDesigner, useOpened } from "../context";
import { openModule } from "../store";

/** A body and where it stands: a node or wire, then ids inside it. */
export interface Placed<B extends Body = Body> {
  place: string;
  body: B;
}

export type BodyOf<K extends Body["kind"]> = Extract<Body, { kind: K }>;

export interface Edit {
  module: string;
  isReadOnly: boolean;
  argument: (name: string, value: Value | undefined) => void;
  field: (field: string, value: unknown) => void;
  run: (name: string, args: Record<string, unknown>) => void;
}

export function useEdit(place: string): Edit {
  const { store } = useOpened();
  const module = useDesigner(openModule);
  const isReadOnly = useDesigner((state) => state.isReadOnly);
  return useMemo(() => {
    const run = (name: string, args: Record<string, unknown>, gesture?: string) => {
      const command = { name, arguments: { module, place, ...args } };
      store
        .getState()
        .run(command as Parameters<ReturnType<typeof store.getState>["run"]>[0], gesture);
    };
    return {
      module,
      isReadOnly,
      run: (name, args) => run(name, args),
      // Keystrokes in one field are one step of the history.
      argument: (name, value) =>
        run("set_argument", { name, value }, `argument:${module}:${place}:${name}`),
      field: (field, value) =>
        run("set_field", { field, value }, `field:${module}:${place}:${field}`),
    };
  }, [store, module, place, isReadOnly]);
}
