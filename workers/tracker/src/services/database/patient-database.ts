import { type FaultBudget, withDatabaseRetry } from "./with-database-retry.ts";

/** Exporters of OpenTelemetry hang up after five seconds: whatever fails has to be said before. */
const FAULT_BUDGET_MS = 3_500;

const TRIPS = new Set<PropertyKey>(["run", "all", "first", "raw"]);

/** What stands behind the statements and databases that are patient. */
const statementsBehind = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
const databasesBehind = new WeakMap<D1Database, D1Database>();

/** The error of a trip as D1 tells its own: some kinds of a lost connection come without its mark. */
function asDatabaseError(error: unknown): Error {
  if (error instanceof Error && error.message.includes("D1_ERROR")) return error;
  return new Error(`D1_ERROR: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}

async function marked<Result>(trip: () => Promise<Result>): Promise<Result> {
  try {
    return await trip();
  } catch (error) {
    throw asDatabaseError(error);
  }
}

type Method = (...input: unknown[]) => unknown;
const isMethod = (value: unknown): value is Method => typeof value === "function";

function patientStatement(original: D1PreparedStatement, budget: FaultBudget): D1PreparedStatement {
  const patient = new Proxy(original, {
    get: (statement, name) => {
      if (name === "bind") return (...values: unknown[]) => patientStatement(statement.bind(...values), budget);
      const method: unknown = Reflect.get(statement, name);
      if (!isMethod(method)) return method;
      const call = (...input: unknown[]) => Reflect.apply(method, statement, input);
      if (!TRIPS.has(name)) return call;
      return async (...input: unknown[]) =>
        await withDatabaseRetry(() => marked(async () => await call(...input)), budget);
    },
  });
  statementsBehind.set(patient, original);
  return patient;
}

/**
 * A database for the length of one request, which repeats what a lost connection broke off, and gives up what is not
 * answered, within `faultBudgetMs` for all statements together. So everything that is sent to it must be harmless to repeat.
 */
export function patientDatabase(database: D1Database, faultBudgetMs: number = FAULT_BUDGET_MS): D1Database {
  const budget = { leftMs: faultBudgetMs };
  const patient = new Proxy(database, {
    get: (original, name) => {
      if (name === "prepare") return (sql: string) => patientStatement(original.prepare(sql), budget);
      if (name === "batch") {
        return async (statements: D1PreparedStatement[]) => {
          const behind = statements.map((statement) => statementsBehind.get(statement) ?? statement);
          return await withDatabaseRetry(() => marked(() => original.batch(behind)), budget);
        };
      }
      const value: unknown = Reflect.get(original, name);
      return isMethod(value) ? value.bind(original) : value;
    },
  });
  databasesBehind.set(patient, database);
  return patient;
}

/** The database behind a patient one, for work that nobody waits for and that has its own limits. */
export const unhurried = (database: D1Database): D1Database => databasesBehind.get(database) ?? database;
