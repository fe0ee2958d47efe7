import { closeSync, fsyncSync, mkdirSync, openSync, unlinkSync, writeFileSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, stat, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** How old the sign of life of another process may be. */
const MAX_SILENCE_MILLIS = 60_000;

/** A segment's file: `ORDER.OWNER.ndjson`. Beside it `OWNER.lock` is the owner's sign of life. */
const SEGMENT_NAME = /^([\w-]+)\.([\w-]+)\.ndjson$/;
const LOCK_NAME = /^([\w-]+)\.lock$/;

/** Whether the system refused something with this code, such as `ENOENT`. */
export function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return isSystemError(error, "ESRCH");
  }
}

function isDead(lock: { text: string; aliveAtMillis: number }): boolean {
  if (Date.now() - lock.aliveAtMillis > MAX_SILENCE_MILLIS) return true;
  const [host, pidText] = lock.text.split("\n");
  const pid = Number(pidText);
  if (host !== hostname() || !Number.isInteger(pid) || pid <= 0) return false;
  // The same number was given again, as to every first process of a container.
  if (pid === process.pid) return lock.aliveAtMillis < Date.now() - process.uptime() * 1000 - 1000;
  return isGone(pid);
}

/**
 * The folder that several processes share. Each owns the files that carry its name; those of a dead one are taken over by
 * renaming, which only one of several can do.
 */
export class SpoolFolder {
  readonly #path: string;
  readonly #owner: string;
  readonly #fsync: boolean;
  readonly #sign = `${hostname()}\n${process.pid}\n`;

  constructor(path: string, owner: string, fsync: boolean) {
    this.#path = path;
    this.#owner = owner;
    this.#fsync = fsync;
  }

  #file(orderKey: string, owner = this.#owner): string {
    return join(this.#path, `${orderKey}.${owner}.ndjson`);
  }

  get #lock(): string {
    return join(this.#path, `${this.#owner}.lock`);
  }

  /** Makes the folder and the sign of life; must come before the first segment. Throws when it cannot. */
  openSync(): void {
    mkdirSync(this.#path, { recursive: true, mode: 0o700 });
    writeFileSync(this.#lock, this.#sign, { mode: 0o600 });
  }

  /** The same without waiting for the disk. Rejects when it cannot. */
  async renew(): Promise<void> {
    await mkdir(this.#path, { recursive: true, mode: 0o700 });
    await writeFile(this.#lock, this.#sign, { mode: 0o600 });
  }

  /** Takes away the sign of life: whatever is left may be taken over at once. */
  closeSync(): void {
    try {
      unlinkSync(this.#lock);
    } catch {
      // It is gone, or the folder is.
    }
  }

  async append(orderKey: string, text: string): Promise<void> {
    const file = await open(this.#file(orderKey), "a", 0o600);
    try {
      await file.appendFile(text);
      if (this.#fsync) await file.sync();
    } finally {
      await file.close();
    }
  }

  appendSync(orderKey: string, text: string): void {
    const file = openSync(this.#file(orderKey), "a", 0o600);
    try {
      writeFileSync(file, text);
      if (this.#fsync) fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  async read(orderKey: string): Promise<string> {
    return await readFile(this.#file(orderKey), "utf8");
  }

  async remove(orderKey: string): Promise<void> {
    await unlink(this.#file(orderKey));
  }

  /** Takes over the segments whose owner is dead, oldest first, and hands each on. Rejects when the folder cannot be read. */
  async adopt(take: (orderKey: string, text: string) => Promise<void>): Promise<void> {
    const names = await readdir(this.#path);
    names.sort();
    const dead = await this.#deadOwners(names);
    for (const name of names) {
      const [, orderKey, owner] = SEGMENT_NAME.exec(name) ?? [];
      if (orderKey === undefined || owner === undefined || !dead.has(owner)) continue;
      try {
        await rename(join(this.#path, name), this.#file(orderKey));
        await take(orderKey, await this.read(orderKey));
      } catch {
        // Another process was first.
      }
    }
    for (const owner of dead) await unlink(join(this.#path, `${owner}.lock`)).catch(() => {});
  }

  async #deadOwners(names: string[]): Promise<Set<string>> {
    const owners = names.flatMap((name) => SEGMENT_NAME.exec(name)?.[2] ?? LOCK_NAME.exec(name)?.[1] ?? []);
    const others = [...new Set(owners)].filter((owner) => owner !== this.#owner);
    const dead = new Set<string>();
    for (const owner of others) {
      const path = join(this.#path, `${owner}.lock`);
      try {
        const [text, { mtimeMs: aliveAtMillis }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
        if (isDead({ text, aliveAtMillis })) dead.add(owner);
      } catch (error) {
        if (isSystemError(error, "ENOENT")) dead.add(owner);
      }
    }
    return dead;
  }
}
