import { setTimeout as sleep } from "node:timers/promises";

import { describe, it, vi } from "vitest";

import { requireMongoose } from "../require-mongoose.fixture.ts";
import { createUsagePlugin } from "../usage-plugin.ts";
import { DocumentCache } from "./document-cache.ts";

/** Those of LibreChat's users. */
const path = (field: string) => (["email", "username", "role"].includes(field) ? {} : undefined);

describe("documents that are looked up", () => {
  it("all come when many are wanted at once, eight at a time", async ({ expect }) => {
    let [underWay, most] = [0, 0];
    const cache = new DocumentCache(async (id) => {
      most = Math.max(most, ++underWay);
      await sleep(1);
      underWay -= 1;
      return `name of ${id}`;
    });
    const ids = Array.from({ length: 30 }, (_, index) => `u-${index}`);
    for (const id of ids) expect(cache.want(id)).toBe(true);
    await vi.waitFor(() => expect(ids.map((id) => cache.get(id))).toEqual(ids.map((id) => `name of ${id}`)));
    expect([most, cache.want("u-29")]).toEqual([8, false]);
  });

  it("leave their places after five seconds when the database hangs", async ({ expect, onTestFinished }) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const asked: string[] = [];
    const cache = new DocumentCache(async (id) => {
      asked.push(id);
      return await new Promise<null>(() => {});
    });
    for (let index = 0; index < 9; index++) cache.want(`u-${index}`);
    await vi.advanceTimersByTimeAsync(4990);
    expect(asked).toHaveLength(8);
    await vi.advanceTimersByTimeAsync(20);
    expect(asked).toHaveLength(9);
    expect(cache.want("u-0")).toBe(false);
  });
});

it.for([
  ["is waited for", 4000, "ada@example.com"],
  ["is not waited for longer than three seconds", 6000, "665f1c2ab3d4e5f60718293a"],
] as const)("a user's name %s before a turn is told", async ([, tookMs, name], { expect, onTestFinished }) => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const findOne = async () => {
    await new Promise((resolve) => setTimeout(resolve, tookMs));
    return { email: "ada@example.com" };
  };
  const { plugin, Types } = requireMongoose();
  const mongoose = { plugin, Types, models: { User: { schema: { path, post: () => {} }, collection: { findOne } } } };
  const told: string[] = [];
  const track = ({ user_id }: { user_id: string }) => told.push(user_id);
  const { sink } = createUsagePlugin({ mongoose, userNaming: { by: "email" }, track, rate: () => {}, say: () => {} });
  const place = { user: "665f1c2ab3d4e5f60718293a", conversationId: "c", messageId: "m" };
  sink.takeRows([{ ...place, _id: "r", tokenType: "prompt", rawAmount: -5, model: "gpt-4o", context: "message" }]);
  sink.takeMessage({ ...place, isCreatedByUser: false });
  await vi.advanceTimersByTimeAsync(5800);
  expect(told).toEqual([name]);
});
