import { env } from "cloudflare:workers";

type Answer = () => Promise<unknown>;

/**
 * The database of the test with something in between: `fault` gets each trip to it, `batch` or the SQL of a single
 * statement, with what makes the trip, and answers in its place.
 */
export function faultyDatabase(fault: (trip: string, answer: Answer) => Promise<unknown>): D1Database {
  const behind = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  const wrap = (original: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const statement = new Proxy(original, {
      get: (target, name) => {
        if (name === "bind") return (...values: unknown[]) => wrap(target.bind(...values), sql);
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (...input: unknown[]) => fault(sql, async () => await Reflect.apply(method, target, input));
      },
    });
    behind.set(statement, original);
    return statement;
  };
  return new Proxy(env.DB, {
    get: (database, name) => {
      if (name === "prepare") return (sql: string) => wrap(database.prepare(sql), sql);
      if (name === "batch") {
        return (statements: D1PreparedStatement[]) =>
          fault("batch", async () => await database.batch(statements.map((one) => behind.get(one) ?? one)));
      }
      const value: unknown = Reflect.get(database, name);
      return typeof value === "function" ? value.bind(database) : value;
    },
  });
}

/** A trip whose answer never comes. */
export const stall = (): Promise<never> => new Promise(() => {});

export const lost = () => new Error("D1_ERROR: Network connection lost.");
export const overloaded = () => new Error("D1_ERROR: D1 DB is overloaded. Requests queued for too long.");
