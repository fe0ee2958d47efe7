import { describe, it } from "vitest";

import { buildFailure } from "./build-failure.ts";

const FAILED = `GET /health 503 Service Unavailable (4ms)
✘ [ERROR] Build failed with 1 error:

  ✘ [ERROR] Could not resolve "not-there"
  
      workers/archiver/src/app.ts:1:7:
        1 │ import "not-there";
          ╵        ~~~~~~~~~~~

GET /health 503 Service Unavailable (4ms)
`;

describe("a Worker that cannot be bundled", () => {
  it("is told in Wrangler's own words", ({ expect }) => {
    expect(buildFailure(FAILED)).toBe(
      [
        "Build failed with 1 error:",
        '  ✘ [ERROR] Could not resolve "not-there"',
        "      workers/archiver/src/app.ts:1:7:",
        '        1 │ import "not-there";',
        "          ╵        ~~~~~~~~~~~",
      ].join("\n"),
    );
  });

  it("is not seen in the errors that a running Worker logs", ({ expect }) => {
    expect(buildFailure('✘ [ERROR] Uncaught (in promise) Error: gone\n\n    at app.ts:1:7\n{"level":"error"}\n')).toBe(
      null,
    );
  });
});
