interface DuckDb {
  readonly DuckDBInstance: {
    create(
      path: string,
      options: Readonly<Record<string, string>>,
    ): Promise<{ connect(): Promise<{ run(sql: string): Promise<unknown> }> }>;
  };
}

/**
 * DuckDB, where somebody has installed it with `npm install --no-save @duckdb/node-api@1.5.6-r.1`; else null.
 * It is no dependency: 70 MB that only this comparison needs, for platforms of which not all are published at once.
 */
export async function loadDuckDb(): Promise<DuckDb | null> {
  const name = "@duckdb/node-api";
  try {
    const module: DuckDb = await import(name);
    return module;
  } catch {
    return null;
  }
}
