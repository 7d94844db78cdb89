/** What kind of JSON value a field is; `broken` is a whole row that could not be read. */
export const jsonKinds = { text: 0, number: 1, boolean: 2, null: 3, json: 4, broken: 5 } as const;
