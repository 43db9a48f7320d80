/** The way from the network to the open module. */

import { Fragment, memo } from "react";

import { useDesigner, useDocument, useOpened } from "../context";
import { titleOfModule } from "./bodies";
import styles from "./canvas.module.css";

export const Breadcrumbs = memo(function Breadcrumbs() {
  const trail = useDesigner((state) => state.trail);
  const { modules } = useDocument();
  const { store } = useOpened();
  return (
    <nav className={styles.crumbs} aria-label="Open modules">
      {trail.map((id, depth) => {
        const title = titleOfModule(id, modules[id]);
        return (
          <Fragment key={id}>
            {depth > 0 && <i aria-hidden>›</i>}
            {depth < trail.length - 1 ? (
              <button type="button" onClick={() => store.getState().open(id)}>
                {title}
              </button>
            ) : (
              <span aria-current="page">{title}</span>
            )}
          </Fragment>
        );
      })}
    </nav>
  );
});
