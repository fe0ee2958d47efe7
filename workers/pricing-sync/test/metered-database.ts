/** A database that counts the rows that its statements read and write. */
export function meteredDatabase(database: D1Database) {
  const rows = { read: 0, written: 0 };
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  const count = ({ meta }: D1Result) => {
    rows.read += meta.rows_read;
    rows.written += meta.rows_written;
  };

  const statementOf = (statement: D1PreparedStatement): D1PreparedStatement => {
    const metered = new Proxy(statement, {
      get: (target, key) => {
        if (key === "bind") return (...values: unknown[]) => statementOf(target.bind(...values));
        if (key === "raw") {
          // The plain form has no figures, so a read is asked for twice.
          return async () => {
            count(await target.all());
            return await target.raw();
          };
        }
        return async () => {
          const result = await target.all();
          count(result);
          return result;
        };
      },
    });
    originals.set(metered, statement);
    return metered;
  };

  const metered = new Proxy(database, {
    get: (target, key) => {
      if (key === "prepare") return (sql: string) => statementOf(target.prepare(sql));
      return async (statements: D1PreparedStatement[]) => {
        const results = await target.batch(statements.map((statement) => originals.get(statement) ?? statement));
        results.forEach(count);
        return results;
      };
    },
  });
  return { database: metered, rows };
}
