/** The schema of a record with these fields. */
export const record = (fields: Readonly<Record<string, unknown>>, more: object = {}): object => ({
  type: "record",
  name: "row",
  fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
  ...more,
});

/** People with an id, a name and tags. */
export const people = record({ id: "long", name: "string", tags: { type: "array", items: "string" } });
const person = (id: number): object => ({
  id,
  name: `name ${id}`,
  tags: id % 3 === 0 ? [] : ["x".repeat(id % 50), "y"],
});
export const persons = (from: number, to: number): object[] =>
  Array.from({ length: to - from }, (_, index) => person(from + index));
