import { createWriteStream, type WriteStream } from "node:fs";
import { once } from "node:events";

import { createRandom, type Random } from "../../scripts/demo/create-random.ts";

/** How large an export is made, from which seed, and where it is written. */
export type ExportSize = { rows: number; seed: number; transactions: string; messages: string };

type Call = { model: string; context: string; input: number; output: number; read: number; write: number };

const START_MS = Date.UTC(2025, 10, 1);
const USERS = 800;
const MODELS = [
  { endpoint: "anthropic", model: "claude-sonnet-4-5", usd: [3, 15], isCached: true },
  { endpoint: "openAI", model: "gpt-4o", usd: [2.5, 10], isCached: true },
  { endpoint: "openAI", model: "gpt-4o-mini", usd: [0.15, 0.6], isCached: false },
  { endpoint: "google", model: "gemini-2.5-pro", usd: [1.25, 10], isCached: false },
  { endpoint: "agents", model: "claude-sonnet-4-5", usd: [3, 15], isCached: true },
] as const;
const SMALL = MODELS[2];

const date = (ms: number) => ({ $date: new Date(ms).toISOString() });
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

/** Conversations of which one is taken per turn: as many as go on at once. */
type Conversation = { id: string; user: string; turns: number; model: (typeof MODELS)[number]; agent: number };

/** Makes documents as LibreChat writes them; the same seed makes the same ones. */
class ExportMaker {
  readonly #random: Random;
  readonly #conversations: Conversation[] = [];
  #count = 0;
  #nowMs = START_MS;

  constructor(seed: number) {
    this.#random = createRandom(seed);
  }

  #whole(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  #objectId(): string {
    this.#count += 1;
    return hex(Math.floor(this.#nowMs / 1000), 8) + "5f3a9c1b20" + hex(this.#count % 0x1000000, 6);
  }

  #uuid(): string {
    const part = () => hex(this.#whole(0, 0xffff), 4);
    return `${part()}${part()}-${part()}-4${part().slice(1)}-a${part().slice(1)}-${part()}${part()}${part()}`;
  }

  #conversation(): Conversation {
    const place = this.#whole(0, 199);
    const current = this.#conversations[place];
    if (current !== undefined && this.#random() > 0.08) return current;
    const user = "665f1c2ab3d4e5f6" + hex(Math.floor(this.#random() ** 2 * USERS), 8);
    const model = MODELS[this.#whole(0, MODELS.length - 1)] ?? SMALL;
    const conversation = { id: this.#uuid(), user, turns: 0, model, agent: this.#whole(1, 40) };
    this.#conversations[place] = conversation;
    return conversation;
  }

  #calls({ model, turns }: Conversation): Call[] {
    const count = model.endpoint === "agents" ? this.#whole(1, 3) : 1;
    const calls = Array.from({ length: count }, (): Call => {
      const input = this.#whole(200, 4000) + turns * 150;
      const isCached = model.isCached && this.#random() < 0.5;
      const read = isCached ? this.#whole(1000, 9000) : 0;
      const write = isCached && this.#random() < 0.3 ? this.#whole(100, 2000) : 0;
      return { model: model.model, context: "message", input, output: this.#whole(5, 1500), read, write };
    });
    if (turns === 1) {
      const title = { context: "title", input: this.#whole(100, 400), output: this.#whole(3, 12), read: 0, write: 0 };
      calls.push({ model: SMALL.model, ...title });
    }
    return calls;
  }

  /** The transactions and messages of one turn; rows in early ones name no message, as before v0.8.3. */
  turn(isEarly: boolean): { conversationId: string; rows: object[]; messages: object[] } {
    this.#nowMs += this.#whole(1, 120_000);
    const conversation = this.#conversation();
    conversation.turns += 1;
    const { id: conversationId, user, model, agent } = conversation;
    const [questionId, messageId] = [this.#uuid(), this.#uuid()];
    const isAgent = model.endpoint === "agents";
    const kind = this.#random();
    const [isStopped, isFailed] = [kind < 0.02, kind >= 0.02 && kind < 0.03];
    const askedAtMs = this.#nowMs;
    this.#nowMs += this.#whole(500, 40_000);
    const at = date(this.#nowMs);
    const rows =
      isStopped || isFailed
        ? []
        : this.#calls(conversation).flatMap((call) => {
            const context =
              isEarly && call.context === "message" && this.#random() < 0.01 ? "incomplete" : call.context;
            return this.#rowsOf(
              { ...call, context },
              { user: { $oid: user }, conversationId, ...(!isEarly && { messageId }) },
              at,
            );
          });
    const place = { user, conversationId, endpoint: model.endpoint, isTemporary: false, __v: 0, error: false };
    const text = "x".repeat(this.#whole(20, 900));
    const question = {
      messageId: questionId,
      ...place,
      text,
      isCreatedByUser: true,
      createdAt: date(askedAtMs),
      updatedAt: at,
    };
    const answer = {
      messageId,
      ...place,
      parentMessageId: questionId,
      text,
      isCreatedByUser: false,
      model: isAgent ? `agent_${hex(agent, 8)}` : model.model,
      sender: isAgent ? `Agent ${agent}` : model.model,
      unfinished: isStopped,
      error: isFailed,
      content: [{ type: "text", text }, ...(isAgent ? [{ type: "tool_call", tool_call: { name: "web_search" } }] : [])],
      createdAt: date(this.#nowMs + 40),
      updatedAt: date(this.#nowMs + 90),
    };
    return {
      conversationId,
      rows,
      messages: [question, answer].map((each) => ({ _id: { $oid: this.#objectId() }, ...each })),
    };
  }

  #rowsOf(call: Call, place: object, at: object): object[] {
    const { model, context, input, output, read, write } = call;
    const [inputUsd = 6, outputUsd = 6] = MODELS.find((each) => each.model === model)?.usd ?? [];
    const cached = read + write > 0 ? { inputTokens: -input, writeTokens: -write, readTokens: -read } : {};
    const value = -(input * inputUsd + read * inputUsd * 0.1 + write * inputUsd * 1.25);
    const total = input + read + write;
    const factor = context === "incomplete" ? 1.15 : 1;
    const common = { ...place, model, context, createdAt: at, updatedAt: at, __v: 0 };
    const spent = { rawAmount: -total, rate: -value / total, tokenValue: value };
    const answered = {
      rawAmount: -output,
      rate: outputUsd * factor,
      tokenValue: -Math.ceil(output * outputUsd * factor),
    };
    return [
      { _id: { $oid: this.#objectId() }, ...common, tokenType: "prompt", ...cached, ...spent },
      { _id: { $oid: this.#objectId() }, ...common, tokenType: "completion", ...answered },
    ];
  }
}

async function writeLines(file: WriteStream, documents: object[]): Promise<void> {
  const text = documents.map((document) => `${JSON.stringify(document)}\n`).join("");
  if (!file.write(text)) await once(file, "drain");
}

/** Writes an export of LibreChat with at least so many transactions of calls: rows of two turns are mixed now and then. */
export async function writeLibreChatExport({ rows, seed, transactions, messages }: ExportSize): Promise<void> {
  const maker = new ExportMaker(seed);
  const files = [createWriteStream(transactions), createWriteStream(messages)] as const;
  let count = 0;
  while (count < rows) {
    const isEarly = count < rows / 5;
    const [one, other] = [maker.turn(isEarly), maker.turn(isEarly)];
    // Two answers at once are of two conversations.
    const isMixed = count % 7 === 0 && one.conversationId !== other.conversationId;
    const mixed = isMixed ? one.rows.flatMap((row, place) => [row, ...other.rows.slice(place, place + 1)]) : one.rows;
    const rest = isMixed ? other.rows.slice(one.rows.length) : other.rows;
    count += mixed.length + rest.length;
    await writeLines(files[0], [...mixed, ...rest]);
    await writeLines(files[1], [...one.messages, ...other.messages]);
  }
  for (const file of files) {
    file.end();
    await once(file, "finish");
  }
}
