/** A server of one space, for tests of the whole designer. */

import { parseDocument, writeDocument } from "../document/model";
import { smallSpace, catalogue as whole } from "../document/samples";

const KNOWN = ["conv", "identity", "global_pool", "linear", "sum"];

/** A short palette: what is looked for by role is found sooner. */
const catalogue = {
  ...whole,
  operators: whole.operators.filter(({ name }) => KNOWN.includes(name)),
};

/** The server of one space, as far as the designer talks to it. */
export class Server {
  draft = {
    revision: 1,
    document: writeDocument(smallSpace()),
    saved_at: "2026-01-01T00:00:00Z",
    saved_by: "ana",
    changed_since_version: false,
  };
  can = ["edit", "run"];
  versions = [this.version(1)];
  copies: string[] = [];
  places: string[] = [];

  version(number: number) {
    return {
      id: `v${number}`,
      number,
      message: "",
      created_by: "ana",
      created_at: "2026-01-01T00:00:00Z",
      digest: "",
      runs: 0,
    };
  }

  space(id: string) {
    return {
      id,
      name: "small",
      project: "p",
      preset: "",
      updated_at: "2026-01-01T00:00:00Z",
      latest_version: this.versions.at(-1),
      runs: 0,
      draft: this.draft,
      versions: this.versions,
      can: this.can,
    };
  }

  answer = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const body = init.body ? JSON.parse(String(init.body)) : {};
    const seen = new Headers(init.headers).get("If-Match");
    switch (`${init.method} ${path}`) {
      case "GET /api/session":
        return Response.json({
          user: "ana",
          is_staff: false,
          teams: [],
          projects: [
            { id: "first", name: "First", team: "", can: ["edit"] },
            { id: "p", name: "Main", team: "", can: ["edit"] },
          ],
          csrf: "t",
        });
      case "GET /api/comments?kind=space&id=s1":
        return Response.json([]);
      case "GET /api/catalogue":
        return Response.json(catalogue);
      case "GET /api/spaces/s1":
      case "GET /api/spaces/copy":
        return Response.json(this.space(path.split("/").at(-1) ?? ""));
      case "PUT /api/spaces/s1/draft":
        if (seen !== `"${this.draft.revision}"`) {
          return Response.json({ code: "stale_draft", message: "stale" }, { status: 412 });
        }
        this.draft = { ...this.draft, revision: this.draft.revision + 1, document: body.document };
        return Response.json(this.draft);
      case "POST /api/spaces/s1/versions":
        this.versions = [
          ...this.versions,
          { ...this.version(this.versions.length + 1), message: body.message },
        ];
        return Response.json(
          { ...this.versions.at(-1), space: "s1", document: "" },
          { status: 201 },
        );
      case "GET /api/versions/v1":
        return Response.json({
          ...this.versions[0],
          space: "s1",
          document: writeDocument(smallSpace()),
        });
      case "POST /api/spaces":
        this.copies.push(body.document);
        this.places.push(body.project);
        return Response.json(this.space("copy"), { status: 201 });
      case "POST /api/spaces/report":
        return Response.json({
          issues: [],
          size: String(4 ** (parseDocument(body.document).modules.cell?.edges?.length ?? 0)),
          is_size_exact: true,
          decisions: 1,
          parameters: { min: 100, median: 200, max: 300, is_exact: true },
          macs: null,
          samples: 100,
          tried: 107,
          is_whole: false,
          strategies: [{ strategy: "darts", refusal: "it needs choices on wires" }],
        });
    }
    return Response.json(
      { code: "not_found", message: `no ${init.method} ${path}` },
      { status: 404 },
    );
  };
}
