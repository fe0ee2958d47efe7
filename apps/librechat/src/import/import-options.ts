import type { UserNaming } from "../settings.ts";
import type { UpgradedAt } from "./correct-cache.ts";

/** The files of an export. */
export type ExportFiles = { transactions: string; messages: string; agents: string | null; users: string | null };

/** What decides which interactions are made of an export: the same files and these make the same ones. */
export type MappingOptions = {
  userNaming: UserNaming;
  source: string;
  environment: string | undefined;
  /** What is older is left out; milliseconds since 1970. */
  sinceMs: number | null;
  /** What is of then or later is left out; milliseconds since 1970. */
  untilMs: number | null;
  upgradedAt: UpgradedAt;
  /** Whether finished answers without transactions count by their own counts. */
  countsAnswers: boolean;
  /** Whether nothing was recorded while it was exported: then what stands at its end is not left for the next import. */
  isComplete: boolean;
  /** Whether lines that are no JSON are left out, rather than refused. */
  skipsBrokenLines: boolean;
};

/** Where interactions go. */
export type Target = { url: string; key: string };

/** An import as it was asked for; without a target nothing is sent. */
export type ImportOptions = {
  files: ExportFiles;
  mapping: MappingOptions;
  target: Target | null;
  /** The folder of what is remembered until the import is done. */
  stateFolder: string;
  isJson: boolean;
};
