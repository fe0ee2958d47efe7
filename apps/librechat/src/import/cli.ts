import { dirname, join, resolve } from "node:path";

import { Command, InvalidArgumentError, Option } from "commander";

import { readUserNaming, type UserNaming } from "../settings.ts";
import { EXIT_CODES, ImportError } from "./import-error.ts";
import type { ImportOptions, Target } from "./import-options.ts";
import { isStream } from "./keep-streams.ts";
import { parseInstant } from "./parse-instant.ts";
import { createProgress } from "./progress.ts";
import { runImport } from "./run-import.ts";
import { summaryJson, summaryText } from "./summary.ts";

const STATE_FOLDER = ".voygent-import";

/** What the command line gives. */
type Flags = {
  url?: string;
  key?: string;
  agents?: string;
  users?: string;
  user: string;
  userSalt?: string;
  source: string;
  environment?: string;
  since?: number;
  until?: number;
  upgradedAt?: number;
  anthropicUpgradedAt?: number;
  countAnswers?: boolean;
  complete?: boolean;
  skipBrokenLines?: boolean;
  state?: string;
  dryRun?: boolean;
  json?: boolean;
};

function readInstant(text: string): number {
  const ms = parseInstant(text);
  if (ms === null) throw new InvalidArgumentError("Use a day such as 2026-03-01, in UTC, or an instant with its zone.");
  return ms;
}

function readTarget({ url: givenUrl = "", key: givenKey = "", dryRun }: Flags): Target | null {
  const [url, key] = [givenUrl.trim(), givenKey.trim()];
  if (dryRun === true) return null;
  if (!/^https?:\/\/[^/]/.test(url)) {
    throw new ImportError("input", "name the installation by --url or VOYGENT_URL, or use --dry-run");
  }
  if (!/^[\x21-\x7E]+$/.test(key))
    throw new ImportError("input", "give a key with the scope `track` by VOYGENT_KEY or --key");
  return { url: url.replace(/\/+$/, ""), key };
}

function readNaming({ user, userSalt = "", users }: Flags): UserNaming {
  const naming = readUserNaming(user.trim() || "id", userSalt.trim());
  if (typeof naming === "string") throw new ImportError("input", naming);
  if ((naming.by === "email" || naming.by === "name") && users === undefined) {
    throw new ImportError("input", `VOYGENT_USER=${naming.by} needs the export of \`users\`: name it by --users`);
  }
  return naming;
}

function readOptions(transactions: string, messages: string, flags: Flags): ImportOptions {
  const { agents, users, since, until, upgradedAt, anthropicUpgradedAt = upgradedAt, state } = flags;
  if (upgradedAt === undefined && anthropicUpgradedAt !== undefined) {
    throw new ImportError("input", "--anthropic-upgraded-at needs --upgraded-at");
  }
  if (since !== undefined && until !== undefined && since >= until) {
    throw new ImportError("input", "--since is not before --until: nothing would be left");
  }
  const isKnown = upgradedAt !== undefined && anthropicUpgradedAt !== undefined;
  return {
    files: { transactions, messages, agents: agents ?? null, users: users ?? null },
    mapping: {
      userNaming: readNaming(flags),
      source: flags.source.trim() || "librechat",
      environment: flags.environment?.trim() || undefined,
      sinceMs: since ?? null,
      untilMs: until ?? null,
      upgradedAt: isKnown ? { ms: upgradedAt, anthropicMs: anthropicUpgradedAt } : null,
      countsAnswers: flags.countAnswers === true,
      isComplete: flags.complete === true,
      skipsBrokenLines: flags.skipBrokenLines === true,
    },
    target: readTarget(flags),
    stateFolder: resolve(state ?? join(isStream(transactions) ? "." : dirname(resolve(transactions)), STATE_FOLDER)),
    isJson: flags.json === true,
  };
}

async function importExport(transactions: string, messages: string, flags: Flags): Promise<void> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interruption.abort());
  try {
    const options = readOptions(transactions, messages, flags);
    const result = await runImport(options, { createProgress, signal: interruption.signal });
    const summary = options.isJson ? JSON.stringify(summaryJson(result)) : summaryText(result);
    process.stdout.write(`${summary}\n`);
    const { rejected = 0, why = null } = result.acknowledged ?? {};
    if (rejected > 0) throw new ImportError("unfinished", `${rejected} interactions were rejected, such as ${why}`);
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    process.stderr.write(`voygent-librechat: ${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

const program = new Command("voygent-librechat");
program.exitOverride((error) => {
  process.exit(error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.input);
});
program
  .command("import")
  .description("Imports the history of a LibreChat: what mongoexport writes of its collections, plain or gzip")
  .argument("<transactions>", "the export of `transactions`; - for the standard input")
  .argument("<messages>", "the export of `messages`")
  .addOption(new Option("--url <url>", "the installation").env("VOYGENT_URL"))
  .addOption(new Option("--key <key>", "a key with the scope `track`; rather set the variable").env("VOYGENT_KEY"))
  .option("--agents <file>", "the export of `agents`: the models and providers of saved agents")
  .option("--users <file>", "the export of `users`, for --user email or name")
  .addOption(
    new Option("--user <how>", "how users are called: id, email, name or hash").env("VOYGENT_USER").default("id"),
  )
  .addOption(new Option("--user-salt <salt>", "the secret of the hash").env("VOYGENT_USER_SALT"))
  .addOption(new Option("--source <name>", "as the plugin's").env("VOYGENT_SOURCE").default("librechat"))
  .addOption(new Option("--environment <name>", "as the plugin's").env("VOYGENT_ENVIRONMENT"))
  .option("--since <date>", "leave out what is older", readInstant)
  .option(
    "--until <date>",
    "leave out what is of then or later: give the day on which you hooked up the plugin",
    readInstant,
  )
  .option("--upgraded-at <date>", "when this LibreChat became v0.8.6: corrects cached tokens before", readInstant)
  .option("--anthropic-upgraded-at <date>", "when it became v0.8.7; else the same", readInstant)
  .option("--count-answers", "count finished answers that have no transactions by their own counts")
  .option("--complete", "LibreChat recorded nothing any more: leave nothing at the end for the next import")
  .option("--skip-broken-lines", "leave out and count lines that are no JSON, instead of refusing the file")
  .option("--state <folder>", `where it remembers how far it is (default: ${STATE_FOLDER} beside the transactions)`)
  .option("--dry-run", "send nothing, only say what would be")
  .option("--json", "the summary as JSON")
  .action(importExport);

await program.parseAsync();
