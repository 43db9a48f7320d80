import type { ReactNode } from "react";
import { Icon } from "./Icon";
import classes from "./Toasts.module.css";
import { useToasts } from "./toasts";

export function Toasts(): ReactNode {
  const { toasts, dismiss } = useToasts();
  return (
    <div className={classes.stack} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={classes.toast} data-tone={toast.tone}>
          <Icon name={toast.tone === "ok" ? "done" : "cross"} />
          <span>{toast.text}</span>
          <button type="button" aria-label="Dismiss" onClick={() => dismiss(toast.id)}>
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}
