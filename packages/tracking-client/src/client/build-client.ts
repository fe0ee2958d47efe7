import type { EventQueue } from "./event-queue.ts";
import {
  interactionRecord,
  type MadeRecord,
  scoreRecord,
  scoreRemovalRecord,
  sessionEndRecord,
  sessionStartRecord,
} from "./make-record.ts";
import { MemoryQueue } from "./memory-queue.ts";
import { type ClientSettings, readOptions } from "./read-options.ts";
import { Reporter } from "./reporter.ts";
import { Sender } from "./sender.ts";
import type { FlushOptions, TrackingClient, TrackingClientOptions, TrackingClientStats } from "./tracking-client.ts";
import type { Transport } from "./transport.ts";
import { unrefTimer } from "./unref-timer.ts";

/** What differs between Node and other places. */
export type ClientPlatform = {
  transport: (settings: ClientSettings) => Transport;
  openQueue: (settings: ClientSettings, reporter: Reporter, onAdopted: () => void) => EventQueue;
  randomId: () => string;
  /** Called once with the new client, to end it with its process. */
  attach: (client: TrackingClient, settings: ClientSettings) => void;
};

class Client implements TrackingClient {
  readonly #settings: ClientSettings;
  readonly #platform: ClientPlatform;
  readonly #reporter: Reporter;
  readonly #queue: EventQueue;
  readonly #sender: Sender | null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #closing: Promise<boolean> | null = null;

  constructor(options: TrackingClientOptions, platform: ClientPlatform) {
    const settings = readOptions(options);
    const { baseUrl, problem } = settings;
    this.#settings = settings;
    this.#platform = platform;
    this.#reporter = new Reporter(settings.listeners);
    const reporter = this.#reporter;
    if (baseUrl === null) {
      reporter.say(`${problem}; nothing is tracked`);
      this.#queue = new MemoryQueue(settings, reporter);
      this.#sender = null;
      return;
    }
    this.#queue = platform.openQueue(settings, reporter, () => this.#schedule());
    const transport = platform.transport(settings);
    this.#sender = new Sender({ settings, baseUrl, queue: this.#queue, transport, reporter, random: Math.random });
  }

  /** Lets the platform end the client with its process. */
  attach(): void {
    if (this.#sender !== null) this.#platform.attach(this, this.#settings);
  }

  get stats(): TrackingClientStats {
    const { counts } = this.#reporter;
    const { size: queued, byteLength: queuedBytes, spooledBytes } = this.#queue;
    return { ...counts, dropped: { ...counts.dropped }, queued, queuedBytes, spooledBytes };
  }

  trackInteraction(event: Parameters<TrackingClient["trackInteraction"]>[0]): string | null {
    const { randomId } = this.#platform;
    return this.#add(() => interactionRecord(event, this.#settings, { randomId, nowMillis: Date.now() }));
  }

  startSession(start: Parameters<TrackingClient["startSession"]>[0]): boolean {
    const { randomId } = this.#platform;
    return this.#add(() => sessionStartRecord(start, this.#settings, { randomId, nowMillis: Date.now() })) !== null;
  }

  endSession(end: Parameters<TrackingClient["endSession"]>[0]): boolean {
    const { randomId } = this.#platform;
    return this.#add(() => sessionEndRecord(end, { randomId, nowMillis: Date.now() })) !== null;
  }

  trackScore(score: Parameters<TrackingClient["trackScore"]>[0]): boolean {
    return this.#add(() => scoreRecord(score, this.#settings)) !== null;
  }

  removeScore(id: string): boolean {
    return this.#add(() => scoreRemovalRecord(id)) !== null;
  }

  async flush({ timeoutMillis }: FlushOptions = {}): Promise<boolean> {
    if (this.#sender === null) return true;
    // A timer that a process waits for: without it, Node would end while somebody awaits the flush.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), timeoutMillis ?? this.#settings.exportTimeoutMillis);
    });
    const isSent = await Promise.race([this.#sender.flush(), timeout]);
    clearTimeout(timer);
    return isSent;
  }

  async close(options: FlushOptions = {}): Promise<boolean> {
    this.#closing ??= this.#close(options);
    return await this.#closing;
  }

  async #close(options: FlushOptions): Promise<boolean> {
    const isSent = await this.flush(options);
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#sender?.stop();
    const lost = await this.#queue.close();
    if (lost > 0) this.#reporter.drop({ reason: "closed", count: lost, id: null, detail: "time was up at the close" });
    return isSent;
  }

  /** Queues what `make` makes and gives back its id; null when it was refused. */
  #add(make: () => MadeRecord): string | null {
    try {
      const made = this.#refusal() ?? make();
      if (made.status === "refused") {
        this.#reporter.drop({ reason: made.reason, count: 1, id: made.id, detail: made.detail });
        return null;
      }
      this.#queue.add(made.record);
      this.#reporter.counts.accepted += 1;
      this.#schedule();
      return made.record.id;
    } catch {
      this.#reporter.drop({ reason: "invalid", count: 1, id: null, detail: "it cannot be read" });
      return null;
    }
  }

  #refusal(): MadeRecord | null {
    const { problem } = this.#settings;
    if (problem !== null) return { status: "refused", reason: "misconfigured", id: null, detail: problem };
    if (this.#closing === null) return null;
    return { status: "refused", reason: "closed", id: null, detail: "the client was closed before" };
  }

  /** A full batch goes at once, others after the scheduled delay. */
  #schedule(): void {
    if (this.#queue.size >= this.#settings.maxExportBatchSize && this.#sender?.isRunning === false) {
      this.#start();
    } else if (this.#timer === null) {
      this.#timer = unrefTimer(setTimeout(() => this.#start(), this.#settings.scheduledDelayMillis));
    }
  }

  #start(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#sender?.start();
  }
}

/** Makes a client for a platform. It never throws; a client without a usable url and key says so and gives up all events. */
export function buildClient(options: TrackingClientOptions, platform: ClientPlatform): TrackingClient {
  const client = new Client(options, platform);
  client.attach();
  return client;
}
