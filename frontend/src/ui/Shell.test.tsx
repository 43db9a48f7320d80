import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { createQueryClient } from "../App";
import { SESSION } from "../api/samples";
import { fakeApi, showPage } from "../testing";

it("claims no workers from the first try on that the server does not answer", async () => {
  const alive = { id: "w1", is_alive: true, devices: ["cpu"], queues: [] };
  const answers = { "GET /api/session": SESSION, "GET /api/spaces": [] };
  const client = createQueryClient(); // tries again, for seconds
  await showPage("/spaces", { ...answers, "GET /api/workers": [alive] }, client);
  const link = await screen.findByRole("link", { name: /^Workers/ });
  await waitFor(() => expect(link).toHaveTextContent("Workers1 alive"));
  fakeApi({ ...answers, "GET /api/workers": { status: 503, body: {} } });
  void client.invalidateQueries({ queryKey: ["workers"] });
  await waitFor(() => expect(link).toHaveTextContent(/^Workers$/), { timeout: 900 });
});
