import { createTrackingClient } from "../../../packages/tracking-client/src/node.ts";

const [folder = "", count = "0"] = process.argv.slice(2);

/** Nobody listens there: all stays in the folder for the next program. */
const client = createTrackingClient({
  url: "http://127.0.0.1:9",
  key: "vk_bench",
  spoolDirectory: folder,
  maxExportBatchSize: 100,
});

for (let index = 0; index < Number(count); index += 1) {
  client.trackInteraction({
    id: `66a1b2c3d4e5f607${String(index).padStart(8, "0")}`,
    session_id: "c23a18da-706c-470a-ac28-ec87ed065199",
    user_id: `665f1c2ab3d4e5f6071829${String(index % 90).padStart(2, "0")}`,
    type: "chat",
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    status: "ok",
    tokens: { input: 4424, output: 517, cache_read: 4410, cache_write: 0 },
    usage_semantics: "inclusive",
    source: "librechat",
    metadata: { endpoint: "agents", message_id: "9b1d7f3a-2c44-4f0a-8d8e-7a6e5b4c3d02", context_type: "message" },
  });
}
await client.close({ timeoutMillis: 1 });
process.stdout.write(`${client.stats.spooled}\n`);
