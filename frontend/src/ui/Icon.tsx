/** Line icons of 16 px, drawn here; decorative unless a title is given. */
import type { ReactNode } from "react";

const PATHS = {
  alert: "M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.1",
  align: "M2.5 2v12M5 4h8.5v3H5zM5 9.5h5v3H5z",
  arrow: "M3 8h10M9 4l4 4-4 4",
  check: "M3 8.5 6.5 12 13 4.5",
  chevron: "M6 3.5 10.5 8 6 12.5",
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.5V8l2.4 1.6",
  close: "M4 4l8 8M12 4l-8 8",
  comment: "M2.5 3h11v8H8l-3 2.5V11H2.5z",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  cross: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
  done: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.3 8.2l2 2 3.4-4",
  down: "M8 3v10M4 9l4 4 4-4",
  download: "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
  graph: "M3.5 3.5h3v3h-3zM9.5 9.5h3v3h-3zM6.5 5h3a1.5 1.5 0 0 1 1.5 1.5v3",
  half: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 1.8v12.4",
  list: "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1",
  map: "M2.5 3h11v10h-11zM8.5 8.5h5M8.5 8.5V13",
  minus: "M3.5 8h9",
  more: "M3.4 8h.1M8 8h.1M12.6 8h.1",
  moon: "M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  pen: "M3 13l.8-3L11 2.8l2.2 2.2L6 12.2z",
  play: "M5 3v10l8-5z",
  plus: "M8 3.5v9M3.5 8h9",
  redo: "M13 6H6.5a3.5 3.5 0 0 0 0 7H9M10 3l3 3-3 3",
  save: "M3 2.5h8l2.5 2.5v8.5H2.5v-11zM5 2.5v4h5.5v-4M5 13.5V9.5h6v4",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3 14 14",
  share:
    "M6.2 9.8 9.8 6.2M7 4.5l1.8-1.8a2.9 2.9 0 0 1 4.1 4.1L11.2 8.6M9 11.5l-1.8 1.8a2.9 2.9 0 0 1-4.1-4.1L4.8 7.4",
  star: "M8 1.8l1.9 3.9 4.3.6-3.1 3 .7 4.3L8 11.6l-3.8 2 .7-4.3-3.1-3 4.3-.6z",
  stop: "M4 4h8v8H4z",
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1",
  tidy: "M6 2.5h4v3H6zM2.5 10.5h4v3h-4zM9.5 10.5h4v3h-4zM8 5.5V8M4.5 10.5V8h7v2.5",
  undo: "M3 6h6.5a3.5 3.5 0 0 1 0 7H7M6 3 3 6l3 3",
  table: "M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.5 3v10",
  trash: "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.7 7v4M9.3 7v4",
  upload: "M8 10.5v-8M4.5 6 8 2.5 11.5 6M2.5 13.5h11",
  user: "M8 2.2a2.9 2.9 0 1 0 0 5.8 2.9 2.9 0 0 0 0-5.8zM2.8 13.8a5.2 5.2 0 0 1 10.4 0",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
