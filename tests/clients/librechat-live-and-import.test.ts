import { execFile } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, it } from "vitest";

import { chat, type ExpressServer, startExpressServer } from "../../apps/librechat/src/express-server.fixture.ts";
import { buildPlugin, until } from "../../apps/librechat/src/librechat-process.fixture.ts";
import { ROOT } from "../process/product.ts";
import { useStartedProduct } from "./started-product.ts";

const CLI = join(ROOT, "apps/librechat/bin/voygent-librechat.mjs");

const TURNS = 10;

const product = useStartedProduct();

let folder = "";
let server: ExpressServer | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "voygent-live-import-"));
  await buildPlugin(folder);
});

afterAll(async () => {
  await server?.end("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** What an import of what LibreChat has saved was answered. */
async function importSaved(messages: string): Promise<unknown> {
  const args = [CLI, "import", "--json", join(folder, "transactions.ndjson"), messages];
  const { url, key } = product();
  const env = { ...process.env, VOYGENT_URL: url, VOYGENT_KEY: key };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  const { sent }: { sent: unknown } = JSON.parse(stdout);
  return sent;
}

const stored = () => product().query("SELECT * FROM interactions ORDER BY id");
const conflicts = () => product().query("SELECT * FROM warnings WHERE kind = 'idempotency_conflict'");

describe("an import of what the plugin told", () => {
  it(
    "adds nothing and warns of nothing, with the messages and without them",
    { timeout: 240_000 },
    async ({ expect }) => {
      const { url, key } = product();
      server = await startExpressServer(folder, "first", { VOYGENT_URL: url, VOYGENT_KEY: key, EXPORT_FOLDER: folder });
      for (let index = 0; index < TURNS; index += 1) {
        const place = { user: randomBytes(12).toString("hex"), conversationId: randomUUID(), messageId: randomUUID() };
        await (await chat(server, { ...place, input: 1000 + index, isAnswered: index > 0 })).text();
      }
      // A call waits a minute for its answer, which one of them never gets.
      await until(() => stored().length === TURNS, 100_000);
      const told = stored();
      expect(told).toHaveLength(TURNS);
      expect(told.filter(({ duration_ms: durationMs }) => durationMs !== null).length).toBe(TURNS - 1);
      const known = { recorded: 0, already_there: TURNS, differing: 0, rejected: 0 };
      expect(await importSaved(join(folder, "messages.ndjson"))).toMatchObject(known);
      const none = join(folder, "none.ndjson");
      await writeFile(none, "");
      expect(await importSaved(none)).toMatchObject(known);
      expect(stored()).toEqual(told);
      expect(conflicts()).toEqual([]);
    },
  );
});
