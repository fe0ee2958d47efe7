import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import { importDocuments, newFolder, startTracker, turnDocuments } from "./import.fixture.ts";

const exportOf = (count: number) => {
  const turns = Array.from({ length: count }, () => turnDocuments());
  return { transactions: turns.flatMap(({ rows }) => rows), messages: turns.map(({ answer }) => answer) };
};

describe("an import", () => {
  it("tells each call once, under the id of its prompt", async ({ expect }) => {
    const tracker = await startTracker();
    const documents = exportOf(2500);
    const { acknowledged, tally } = await importDocuments(documents, { url: tracker.url });
    const ids = documents.transactions.flatMap(({ _id, tokenType }) => (tokenType === "prompt" ? _id.$oid : []));
    expect([...tracker.stored.keys()].toSorted()).toEqual(ids.toSorted());
    // Several requests are under way at once, and may overtake each other.
    const sizes = tracker.requests.toSorted((left, right) => right - left);
    expect([tally.rows, acknowledged?.recorded, sizes]).toEqual([5000, 2500, [1000, 1000, 500]]);
  });

  it("changes nothing when it is done again", async ({ expect }) => {
    const tracker = await startTracker();
    const documents = exportOf(30);
    await importDocuments(documents, { url: tracker.url });
    const { acknowledged } = await importDocuments(documents, { url: tracker.url });
    expect(acknowledged).toMatchObject({ recorded: 0, duplicates: 30, differing: 0 });
  });

  it("counts what was told otherwise before as there, and not as a failure", async ({ expect }) => {
    const tracker = await startTracker();
    const documents = exportOf(2);
    const [{ _id: id } = { _id: { $oid: "" } }] = documents.transactions;
    tracker.stored.set(id.$oid, "what the plugin knew");
    const { acknowledged } = await importDocuments(documents, { url: tracker.url });
    expect(acknowledged).toMatchObject({ recorded: 1, differing: 1, rejected: 0 });
  });

  it("sends again what no answer came for, and waits as long as it is asked to", async ({ expect }) => {
    const again = { status: 429, headers: { "retry-after": "0" } };
    const tracker = await startTracker(["cut", { status: 503 }, again, "stored-but-cut", { status: 502 }]);
    const { acknowledged, said } = await importDocuments(exportOf(1200), { url: tracker.url });
    expect([tracker.stored.size, said.length]).toEqual([1200, 5]);
    // One of the batches was stored although its answer was lost.
    expect((acknowledged?.recorded ?? 0) + (acknowledged?.duplicates ?? 0)).toBe(1200);
  });

  it("sends less at once where that is too large", async ({ expect }) => {
    const tracker = await startTracker([{ status: 413 }]);
    await importDocuments(exportOf(10), { url: tracker.url });
    expect([tracker.requests, tracker.stored.size]).toEqual([[10, 5, 5], 10]);
  });

  it.for([
    [400, 2],
    [401, 3],
    [403, 3],
    [404, 2],
    [413, 2],
  ])("ends at once when it is answered %i", async ([status, exitCode], { expect }) => {
    const tracker = await startTracker([{ status: status ?? 0 }]);
    await expect(importDocuments(exportOf(1), { url: tracker.url })).rejects.toMatchObject({ exitCode });
  });

  it("goes on behind what is acknowledged, and the set is the same", async ({ expect }) => {
    const documents = exportOf(6000);
    const folder = await newFolder();
    const tracker = await startTracker();
    const stopping = new AbortController();
    const first = importDocuments(documents, { url: tracker.url, folder, signal: stopping.signal });
    // Three are under way at once, so that the fourth follows the first that is acknowledged.
    while (tracker.requests.length < 4) await new Promise(setImmediate);
    stopping.abort();
    await expect(first).rejects.toMatchObject({ exitCode: 130 });
    const { acknowledged, said } = await importDocuments(documents, { url: tracker.url, folder });
    expect([tracker.stored.size, acknowledged?.count]).toEqual([6000, 6000]);
    expect(said[0]).toMatch(/^[1-5]000 interactions are acknowledged already/);
    expect(acknowledged).toMatchObject({ differing: 0, rejected: 0 });
  });

  it("begins anew for other options", async ({ expect }) => {
    const documents = exportOf(3);
    const folder = await newFolder();
    const refusing = await startTracker([{ status: 401 }]);
    await importDocuments(documents, { url: refusing.url, folder }).catch(() => {});
    const { said } = await importDocuments(documents, { url: refusing.url, folder, mapping: { source: "other" } });
    expect(said[0]).toContain("begun anew");
  });

  it("leaves a folder alone that another process works in, but not for one that is gone", async ({ expect }) => {
    const tracker = await startTracker();
    const folder = await newFolder();
    const lock = join(folder, "state", "lock");
    await mkdir(join(folder, "state"));
    await writeFile(lock, String(process.ppid));
    const second = importDocuments(exportOf(1), { url: tracker.url, folder });
    await expect(second).rejects.toThrow("another import works in this folder");
    expect(await readFile(lock, "utf8")).toBe(String(process.ppid));
    const gone = spawnSync(process.execPath, ["--version"]).pid;
    await writeFile(lock, String(gone));
    await importDocuments(exportOf(1), { url: tracker.url, folder });
    expect([tracker.stored.size, existsSync(join(folder, "state"))]).toEqual([1, false]);
  });

  it("sends nothing when it is dry", async ({ expect }) => {
    const { tally, acknowledged } = await importDocuments(exportOf(4));
    expect([tally.interactions, acknowledged]).toEqual([4, null]);
  });
});
