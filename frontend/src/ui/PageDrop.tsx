/** Files that are dropped anywhere on a page. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Icon } from "./Icon";
import classes from "./PageDrop.module.css";

const hasFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes("Files") ?? false;

/** Whether a file hangs over the page; a file that is dropped goes to `onDrop`, never to the browser. */
export function usePageDrop(onDrop: (files: File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return isOver;
}

/** Says over the whole page what letting go does. */
export function Curtain({ words }: { words: string }): ReactNode {
  return (
    <div className={classes.curtain} aria-hidden="true">
      <span>
        <Icon name="upload" size={24} /> {words}
      </span>
    </div>
  );
}
