import type { ReactNode } from "react";

/** A cell with one path lit. */
export function Logo({ size = 24 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path
        d="M5 12C9 12 8 5.5 12 5.5S15 12 19 12"
        stroke="var(--accent)"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path
        d="M5 12c4 0 3 6.5 7 6.5s3-6.5 7-6.5"
        stroke="var(--border-strong)"
        strokeWidth="1.5"
        strokeDasharray="2 2.4"
        strokeLinecap="round"
      />
      <circle cx="4.5" cy="12" r="2.5" fill="var(--accent)" />
      <circle cx="12" cy="5.5" r="2.5" fill="var(--accent)" />
      <circle
        cx="12"
        cy="18.5"
        r="2"
        fill="var(--surface)"
        stroke="var(--border-strong)"
        strokeWidth="1.5"
      />
      <circle cx="19.5" cy="12" r="2.5" fill="var(--accent)" />
    </svg>
  );
}
