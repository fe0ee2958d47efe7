type Row = Record<string, unknown>;

const isEqual = (left: unknown, right: unknown) => String(left) === String(right);

/** Whether a row has these values; other conditions than equality do not count. */
function matches(row: Row, filter: Row): boolean {
  return Object.entries(filter).every(
    ([name, value]) => name.startsWith("$") || isOperator(value) || isEqual(row[name], value),
  );
}

const isOperator = (value: unknown) =>
  typeof value === "object" && value !== null && Object.keys(value).some((name) => name.startsWith("$"));

type Update = { $set?: Row; $setOnInsert?: Row };

/** Stands for the calls of MongoDB's driver on one collection, in memory: those that the tested methods of LibreChat make. */
export function memoryCollection(newId: () => unknown) {
  const rows: Row[] = [];
  const first = (filter: Row) => rows.find((row) => matches(row, filter)) ?? null;
  return {
    find: (filter: Row) => ({ toArray: async () => await Promise.resolve(rows.filter((row) => matches(row, filter))) }),
    insertMany: async (documents: Row[]) => {
      rows.push(...documents);
      return await Promise.resolve({ acknowledged: true, insertedCount: documents.length });
    },
    insertOne: async (document: Row) => {
      rows.push(document);
      return await Promise.resolve({ acknowledged: true, insertedId: document["_id"] });
    },
    findOne: async (filter: Row) => await Promise.resolve(first(filter)),
    findOneAndUpdate: async (filter: Row, update: Update, options: { upsert?: boolean }) => {
      const found = first(filter);
      if (found === null && options.upsert !== true) return await Promise.resolve(null);
      const row = found ?? { _id: newId(), ...filter };
      if (found === null) {
        Object.assign(row, update.$setOnInsert);
        rows.push(row);
      }
      Object.assign(row, update.$set);
      return await Promise.resolve({ ...row });
    },
  };
}
