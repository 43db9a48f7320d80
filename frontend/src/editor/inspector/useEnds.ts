/** Where a wire may begin or end in the open module, by the titles on the canvas. */

import type { Port } from "../../document/model";
import { bodyPorts, type End, writeEnd } from "../canvas/ports";
import { endTitle, namesIn } from "../canvas/titles";
import { useDocument, useOpened, useOpenModule } from "../context";

export interface EndOption {
  /** The end as the document writes it. */
  value: string;
  label: string;
  isMany: boolean;
}

export function useEnds(): { sources: EndOption[]; targets: EndOption[] } {
  const { catalogue } = useOpened();
  const document = useDocument();
  const [id, module] = useOpenModule();
  const names = namesIn(document, catalogue, id);
  const option = (end: End, side: "inputs" | "outputs", isMany: boolean): EndOption => ({
    value: writeEnd(end),
    label: endTitle(names, end, side, module, document, catalogue),
    isMany,
  });
  const ofNodes = (side: "inputs" | "outputs") =>
    (module.nodes ?? []).flatMap((node) =>
      bodyPorts(node, document, catalogue)[side].map((port) =>
        option({ node: node.id, port: port.id }, side, port.many ?? false),
      ),
    );
  const own = (side: "in" | "out", ports: Port[] = []) =>
    ports.map((port) =>
      option({ node: `${side}.${port.id}`, port: "" }, "inputs", port.many ?? false),
    );
  return {
    sources: [...own("in", module.inputs), ...ofNodes("outputs")],
    targets: [...ofNodes("inputs"), ...own("out", module.outputs)],
  };
}
