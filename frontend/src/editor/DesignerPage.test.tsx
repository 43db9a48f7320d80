import { waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { SESSION } from "../api/samples";
import { showPage } from "../testing";

it("a browser's tab bears the name of the space", async () => {
  await showPage("/spaces/s1", {
    "GET /api/session": SESSION,
    "GET /api/workers": [],
    "GET /api/spaces/s1": { id: "s1", name: "Figure 1", versions: [], can: [] },
  });
  await waitFor(() => expect(document.title).toBe("Figure 1 · nasweb"));
});
