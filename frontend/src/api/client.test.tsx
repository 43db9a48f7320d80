/** The one way to the server: what is sent, and how each refusal is told. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { get, messageOf, onSignedOut, ProblemError, post, request } from "./client";

const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();

const answer = (status: number, body: string | null, type = "application/json"): void => {
  fetched.mockResolvedValue(new Response(body, { status, headers: { "content-type": type } }));
};

const sent = () => {
  const [path, init] = fetched.mock.calls.at(-1) ?? [];
  return { path, ...init, headers: (init?.headers ?? {}) as Record<string, string> };
};

const refusalOf = async (asked: Promise<unknown>): Promise<ProblemError> => {
  const error = await asked.then(
    () => null,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(ProblemError);
  return error as ProblemError;
};

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
  // biome-ignore lint/suspicious/noDocumentCookie: this is how the server hands the token over
  document.cookie = "nasweb_csrf=token-1";
});
afterEach(() => vi.unstubAllGlobals());

describe("a request", () => {
  it("that only reads carries no token and no body", async () => {
    answer(200, '{"a": 1}');
    expect(await get("/api/runs")).toEqual({ a: 1 });
    expect(sent()).toMatchObject({ path: "/api/runs", method: "GET", body: null });
    expect(sent().headers).toEqual({ Accept: "application/json" });
  });

  it("that changes something carries the newest token, its body and what else is asked", async () => {
    answer(201, "{}");
    // biome-ignore lint/suspicious/noDocumentCookie: the server gives a new one at every sign-in
    document.cookie = "nasweb_csrf=token-2";
    await post("/api/runs", { name: "x" }, { "Idempotency-Key": "k" });
    expect(sent()).toMatchObject({
      method: "POST",
      body: '{"name":"x"}',
      credentials: "same-origin",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": "token-2",
        "Idempotency-Key": "k",
      },
    });
  });

  it("without a body sends an empty object, for the server takes JSON only", async () => {
    answer(200, "{}");
    await post("/api/runs/r1/pause");
    expect(sent().body).toBe("{}");
  });

  it("that is answered by nothing gives nothing", async () => {
    answer(204, null);
    expect(await post("/api/session/sign-out")).toBeUndefined();
  });
});

describe("a refusal", () => {
  it.each([400, 403, 404, 409, 412, 428, 429])(
    "%i is told in the server's words",
    async (status) => {
      const issues = [
        { path: ["x"], code: "bad", message: "x is bad", severity: "error", fix: null },
      ];
      answer(status, JSON.stringify({ code: "why", message: "Because.", path: ["x"], issues }));
      const refusal = await refusalOf(get("/api/runs/r1"));
      expect(refusal.status).toBe(status);
      expect(messageOf(refusal)).toBe("Because.");
      expect(refusal.problem).toEqual({ code: "why", message: "Because.", path: ["x"], issues });
    },
  );

  it.each([
    [500, "text/html", "<h1>500</h1>", /Nothing you did is lost; try again/],
    [502, "application/json", '{"detail": 3}', /Nothing you did is lost; try again/],
    [413, "text/html", "<h1>413</h1>", /refused this request \(413\)/],
    [429, "application/json", "{}", /refused this request \(429\)/],
  ])("%i of a proxy that has no words gets some", async (status, type, body, words) => {
    answer(status, body, type);
    const refusal = await refusalOf(get("/api/runs"));
    expect(refusal.message).toMatch(words);
    expect(refusal.problem).toMatchObject({ code: `http_${status}`, path: [], issues: [] });
  });

  it("says when the server cannot be reached at all", async () => {
    fetched.mockRejectedValue(new TypeError("Failed to fetch"));
    const refusal = await refusalOf(get("/api/runs"));
    expect(refusal.status).toBe(0);
    expect(refusal.message).toMatch(/cannot be reached/);
  });

  it("is none where the caller gave up", async () => {
    fetched.mockRejectedValue(new DOMException("gone", "AbortError"));
    await expect(get("/api/runs", new AbortController().signal)).rejects.toThrow(DOMException);
  });
});

describe("the end of a session", () => {
  const problem = '{"code": "signed_out", "message": "Sign in."}';

  it("is told to all who listen, until they stop", async () => {
    const [one, two] = [vi.fn(), vi.fn()];
    const [stopOne, stopTwo] = [onSignedOut(one), onSignedOut(two)];
    answer(401, problem);
    await refusalOf(get("/api/runs"));
    stopOne();
    answer(401, problem);
    await refusalOf(get("/api/runs"));
    stopTwo();
    expect([one, two].map((listener) => listener.mock.calls.length)).toEqual([1, 2]);
  });

  it("is not meant by a wrong password, nor by another refusal", async () => {
    const listener = vi.fn();
    const stop = onSignedOut(listener);
    answer(401, problem);
    await refusalOf(request("POST", "/api/session/sign-in", { body: {} }));
    answer(403, problem);
    await refusalOf(get("/api/runs"));
    stop();
    expect(listener).not.toHaveBeenCalled();
  });
});

it("whatever is thrown says something to a person", () => {
  expect(messageOf(new Error("this must hold"))).toBe("This must hold.");
  expect(messageOf("that")).toMatch(/left no message/);
});
