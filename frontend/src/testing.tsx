/** Shows a page of the product on a fake API, for tests of pages. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { vi } from "vitest";
import { createAppRouter } from "./routes";

export interface Asked {
  method: string;
  path: string;
  body: unknown;
  headers: Record<string, string>;
}

/** Answers by "METHOD /path": a body, or a status with a body. */
export type Answers = Record<string, unknown>;

interface Refusal {
  status: number;
  body: unknown;
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === "object" && answer !== null && "status" in answer && "body" in answer;
}

const NOT_FAKED = { code: "not_found", message: "Nothing here.", path: [], issues: [] };

/** Replace `fetch` by answers; everything that was asked is kept, in order. */
export function fakeApi(answers: Answers): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const method = init.method ?? "GET";
    const body = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    asked.push({ method, path, body, headers: { ...(init.headers as Record<string, string>) } });
    const answer = answers[`${method} ${path}`];
    const refusal = answer === undefined ? { status: 404, body: NOT_FAKED } : answer;
    const { status, body: json } = isRefusal(refusal) ? refusal : { status: 200, body: refusal };
    return new Response(JSON.stringify(json), {
      status,
      headers: { "content-type": "application/json" },
    });
  });
  return asked;
}

const impatientClient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

/** Draw the page at an address. */
export async function showPage(address: string, answers: Answers, client = impatientClient()) {
  const asked = fakeApi(answers);
  const router = createAppRouter(createMemoryHistory({ initialEntries: [address] }));
  await router.load();
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { asked, router };
}
