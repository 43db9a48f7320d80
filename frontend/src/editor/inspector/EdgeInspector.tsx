/** A wire: where it leads, what it carries, when it is there. */

import { Select } from "@mantine/core";

import type { Edge, Value } from "../../document/model";
import { endsOf, writeEnd } from "../canvas/ports";
import { namesIn, wireTitle } from "../canvas/titles";
import { useAnalysis, useDocument, useOpened, useOpenModule } from "../context";
import { BodyEditor } from "./BodyEditor";
import { Alike, Carries } from "./Carries";
import { Head } from "./Head";
import styles from "./inspector.module.css";
import { PlaceProblems } from "./PlaceProblems";
import { useFieldError } from "./useArgumentErrors";
import { useEdit } from "./useEdit";
import { useEnds } from "./useEnds";
import { ValueField } from "./ValueField";
import { plainField } from "./values";

const WHEN = plainField("when", "boolean", {
  title: "Wire is there",
  description: "Always, never, where a formula says so, or as the search decides",
  initial: true,
});

export function EdgeInspector({ edge }: { edge: Edge }) {
  const place = `edge:${edge.id}`;
  const edit = useEdit(place);
  const { catalogue } = useOpened();
  const document = useDocument();
  const [id, module] = useOpenModule();
  const names = namesIn(document, catalogue, id);
  const analysis = useAnalysis();
  const shape = analysis.shapeText(edit.module, edge.source);
  return (
    <div className={styles.stack}>
      <header className={styles.header}>
        <span className={styles.kind}>
          Wire <code>{edge.id}</code>
        </span>
        <Head
          title={wireTitle(names, edge, module, document, catalogue)}
          isRemovable={!edit.isReadOnly}
        >
          Delete wire
        </Head>
        {shape && <code className={styles.hint}>{shape}</code>}
      </header>
      <PlaceProblems path={["modules", edit.module, "edges", edge.id]} />
      <Ends edge={edge} />
      <Carries edges={[edge]} />
      {edge.carries && <BodyEditor place={place} body={edge.carries} />}
      <Alike edge={edge} />
      <ValueField
        field={WHEN}
        value={edge.when as Value | undefined}
        isReadOnly={edit.isReadOnly}
        error={useFieldError(place, WHEN.name)}
        onChange={(value) => edit.run("set_when", { edge: edge.id, value })}
      />
    </div>
  );
}

/** Both ends can be moved; the wire keeps its id, so picks that name it still hold. */
function Ends({ edge }: { edge: Edge }) {
  const { store, catalogue } = useOpened();
  const document = useDocument();
  const [id, module] = useOpenModule();
  const { isReadOnly } = useEdit("");
  const ends = endsOf(edge, module, document, catalogue);
  const { sources, targets } = useEnds();
  const move = (change: { source?: string | null; target?: string | null }) => {
    const source = change.source ?? writeEnd(ends.source);
    const target = change.target ?? writeEnd(ends.target);
    store.getState().run({
      name: "rewire",
      arguments: { module: id, edge: edge.id, source, target },
    });
  };
  return (
    <div className={styles.pair}>
      <Select
        label="From"
        data={sources}
        value={writeEnd(ends.source)}
        allowDeselect={false}
        searchable
        readOnly={isReadOnly}
        onChange={(source) => move({ source })}
      />
      <Select
        label="To"
        data={targets}
        value={writeEnd(ends.target)}
        allowDeselect={false}
        searchable
        readOnly={isReadOnly}
        onChange={(target) => move({ target })}
      />
    </div>
  );
}
