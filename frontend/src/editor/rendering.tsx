/** Draws parts of the designer in tests, round a store. */

import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { catalogue } from "../document/samples";
import { DesignerProvider } from "./context";
import type { DesignerStore } from "./store";

export function renderIn(store: DesignerStore, part: ReactNode) {
  return render(
    <MantineProvider env="test">
      <DesignerProvider value={{ store, catalogue }}>{part}</DesignerProvider>
    </MantineProvider>,
  );
}
