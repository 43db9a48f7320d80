/** Typing that is taken whole: once it rests, by Enter, and when the field is left. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

/** As long as hands rest between two keys, and a little longer. */
export const REST = 600;

interface Settling<Text, T> {
  value: T;
  /** What a text says; null where it may not stand. */
  read: (text: Text) => { value: T } | null;
  onChange: (value: T) => void;
}

interface Typing<Text, T> {
  text: Text;
  /** What stood there before the typing began, and what stands there by the typing so far. */
  before: T;
  seen: T;
}

/**
 * A half-typed text never stays: where the typing ends on what may not stand, there stands again
 * what stood before it began. The text itself is kept until the field is left.
 */
export function useSettling<Text, T>({ value, read, onChange }: Settling<Text, T>) {
  const [typing, setTyping] = useState<Typing<Text, T> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const held = typing !== null && isOwn(typing, value, read) ? typing : null;
  // A value from elsewhere takes the place of what was typed.
  if (typing !== null && held === null) setTyping(null);

  const settle = () => {
    clearTimeout(timer.current);
    if (held === null) return;
    const said = read(held.text);
    const next = said ? said.value : held.before;
    setTyping({ ...held, seen: next });
    if (!Object.is(next, value)) onChange(next);
  };
  const latest = useRef(settle);
  latest.current = settle;
  // A field that goes while its text has not rested is left.
  useEffect(() => () => latest.current(), []);

  const type = (text: Text) => {
    clearTimeout(timer.current);
    setTyping({ text, before: held ? held.before : value, seen: value });
    timer.current = setTimeout(() => latest.current(), REST);
  };
  /** What may not stand is kept to be mended, or dropped. */
  const leave = (isKept: boolean) => {
    settle();
    if (held !== null && (read(held.text) !== null || !isKept)) setTyping(null);
  };
  const onKeyDown = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
    const isSaving = key === "s" && (ctrlKey || metaKey);
    if (key === "Enter" || isSaving) leave(true);
  };
  return { text: held?.text, type, leave, onKeyDown };
}

/** Whether a value is what the typing found, made, or says. */
function isOwn<Text, T>(
  { text, before, seen }: Typing<Text, T>,
  value: T,
  read: Settling<Text, T>["read"],
): boolean {
  const said = read(text);
  return Object.is(seen, value) || Object.is(before, value) || Object.is(said?.value, value);
}
