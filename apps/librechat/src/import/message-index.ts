import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";

import { BoundedMap } from "../bounded-map.ts";
import type { ChatMessage } from "../documents/chat-message.ts";
import { NumberTable } from "./number-table.ts";

/** An answer of the export, by its number in it. */
export type IndexedAnswer = { number: number; message: ChatMessage };

const WRITE_CHARACTERS = 256 * 1024;
/** Answers are asked for nearly in the order of the export: most are in the block that was read last. */
const BLOCK_BYTES = 64 * 1024;
const MAX_CONVERSATIONS = 500;

/** How far from its rows in time an answer can be that they do not name. */
const NEAR_MS = 60_000;

const answerKey = (userId: string, messageId: string) => `${userId} ${messageId}`;
const conversationKey = (userId: string, conversationId: string) => `${userId} ${conversationId}`;

/**
 * The answers of an export: what is told of each is in a file of its own, some hundred bytes per answer are in memory.
 * First everything is added, then `seal` is called, then it is asked.
 */
export class MessageIndex {
  readonly #path: string;
  readonly #file: number;
  readonly #numberOf = new NumberTable();
  readonly #lastOfConversation = new NumberTable();
  readonly #askedAtMs = new NumberTable();
  readonly #firstAnswerAtMs = new NumberTable();
  readonly #conversations = new BoundedMap<{ number: number; createdAtMs: number }[]>(MAX_CONVERSATIONS);
  #block = Buffer.alloc(0);
  #blockStart = 0;
  #offsets = new Float64Array(1024);
  #createdAtMs = new Float64Array(1024);
  /** The answer before it in its conversation; -1 without one. */
  #previous = new Float64Array(1024);
  #isTold = new Uint8Array(1024);
  #count = 0;
  #pending: string[] = [];
  #pendingLength = 0;
  #length = 0;

  /** @param path a file that is made, and is gone when the index is closed or the process ends */
  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, "w+", 0o600);
    try {
      rmSync(path);
    } catch {
      // Windows keeps the name of an open file; `close` removes it.
    }
  }

  /** How many answers there are. */
  get size(): number {
    return this.#count;
  }

  /** Adds a message: an answer, or the question that it may belong to. */
  add(message: ChatMessage): void {
    const { userId, messageId, conversationId, parentMessageId, createdAtMs } = message;
    if (message.isOfUser) {
      if (createdAtMs !== null) this.#askedAtMs.set(answerKey(userId, messageId), createdAtMs);
      return;
    }
    const key = answerKey(userId, messageId);
    const before = this.#numberOf.get(key);
    if (before !== undefined) this.markTold(before);
    if (parentMessageId !== null && createdAtMs !== null) {
      const asked = answerKey(userId, parentMessageId);
      const first = this.#firstAnswerAtMs.get(asked) ?? Number.POSITIVE_INFINITY;
      if (createdAtMs < first) this.#firstAnswerAtMs.set(asked, createdAtMs);
    }
    const conversation = conversationKey(userId, conversationId);
    this.#write(message, this.#lastOfConversation.get(conversation) ?? -1);
    this.#numberOf.set(key, this.#count - 1);
    this.#lastOfConversation.set(conversation, this.#count - 1);
  }

  /** Ends the adding. */
  seal(): void {
    this.#flush();
  }

  /** The answer with an id. */
  find(userId: string, messageId: string): IndexedAnswer | null {
    const number = this.#numberOf.get(answerKey(userId, messageId));
    if (number === undefined) return null;
    const message = this.#read(number);
    return message.messageId === messageId && message.userId === userId ? { number, message } : null;
  }

  /** The answer of a conversation that was made nearest to an instant, within a minute of it. */
  nearest(userId: string, conversationId: string, atMs: number): IndexedAnswer | null {
    const answers = this.#answersOf(userId, conversationId);
    let found: { number: number; distanceMs: number } | null = null;
    for (const { number, createdAtMs } of answers) {
      const distanceMs = Math.abs(createdAtMs - atMs);
      if (distanceMs <= NEAR_MS && distanceMs < (found?.distanceMs ?? Number.POSITIVE_INFINITY)) {
        found = { number, distanceMs };
      }
    }
    return found === null ? null : { number: found.number, message: this.#read(found.number) };
  }

  /** From the question to its answer; null when that is not known, or when it is not the first answer to it. */
  durationMs({ userId, parentMessageId, createdAtMs }: ChatMessage): number | null {
    if (parentMessageId === null || createdAtMs === null) return null;
    const key = answerKey(userId, parentMessageId);
    const askedAtMs = this.#askedAtMs.get(key);
    if (askedAtMs === undefined || this.#firstAnswerAtMs.get(key) !== createdAtMs) return null;
    return createdAtMs < askedAtMs ? null : createdAtMs - askedAtMs;
  }

  markTold(number: number): void {
    this.#isTold[number] = 1;
  }

  isTold(number: number): boolean {
    return this.#isTold[number] === 1;
  }

  /** The answers that were not marked as told, in the order of the export. */
  *untold(): Generator<ChatMessage> {
    for (let number = 0; number < this.#count; number += 1) {
      if (!this.isTold(number)) yield this.#read(number);
    }
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }

  #answersOf(userId: string, conversationId: string) {
    const key = conversationKey(userId, conversationId);
    const known = this.#conversations.get(key);
    if (known !== undefined) return known;
    const answers: { number: number; createdAtMs: number }[] = [];
    let number = this.#lastOfConversation.get(key) ?? -1;
    while (number >= 0) {
      const createdAtMs = this.#createdAtMs[number] ?? Number.NaN;
      if (!Number.isNaN(createdAtMs)) answers.push({ number, createdAtMs });
      number = this.#previous[number] ?? -1;
    }
    this.#conversations.set(key, answers);
    return answers;
  }

  #grow(): void {
    const larger = (numbers: Float64Array<ArrayBuffer>) => {
      const grown = new Float64Array(this.#count * 2);
      grown.set(numbers);
      return grown;
    };
    this.#offsets = larger(this.#offsets);
    this.#createdAtMs = larger(this.#createdAtMs);
    this.#previous = larger(this.#previous);
    const isTold = this.#isTold;
    this.#isTold = new Uint8Array(this.#count * 2);
    this.#isTold.set(isTold);
  }

  #write(message: ChatMessage, previous: number): void {
    if (this.#count === this.#offsets.length) this.#grow();
    const text = JSON.stringify(message);
    this.#offsets[this.#count] = this.#length;
    this.#createdAtMs[this.#count] = message.createdAtMs ?? Number.NaN;
    this.#previous[this.#count] = previous;
    this.#count += 1;
    this.#length += Buffer.byteLength(text);
    this.#pending.push(text);
    this.#pendingLength += text.length;
    if (this.#pendingLength >= WRITE_CHARACTERS) this.#flush();
  }

  #flush(): void {
    let rest = Buffer.from(this.#pending.join(""));
    while (rest.length > 0) rest = rest.subarray(writeSync(this.#file, rest));
    this.#pending = [];
    this.#pendingLength = 0;
  }

  #read(number: number): ChatMessage {
    const start = this.#offsets[number] ?? 0;
    const end = number + 1 < this.#count ? (this.#offsets[number + 1] ?? 0) : this.#length;
    if (start < this.#blockStart || end > this.#blockStart + this.#block.length) this.#readBlock(start, end);
    const message: ChatMessage = JSON.parse(
      this.#block.toString("utf8", start - this.#blockStart, end - this.#blockStart),
    );
    return message;
  }

  #readBlock(start: number, end: number): void {
    const block = Buffer.allocUnsafe(Math.max(BLOCK_BYTES, end - start));
    this.#block = block.subarray(0, readSync(this.#file, block, 0, block.length, start));
    this.#blockStart = start;
  }
}
