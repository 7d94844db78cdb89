import { settingsOf } from "../config/schema.ts";
import { TapError } from "../errors.ts";
import { inspectTable } from "../inspection/inspect-table.ts";
import type { TableReport } from "../inspection/table-report.ts";
import type { JsonObject } from "../json.ts";
import { silentLog } from "../log/log.ts";
import { printable } from "../wording/printable.ts";
import { catalogPath, readUntracked } from "./catalog-file.ts";
import { bucketKeys, tablesOf } from "./draft.ts";
import { tableLike } from "./new-table.ts";
import { type Commands, saveSetup } from "./save-setup.ts";
import { valueOfText } from "./setting-text.ts";
import { type Network, SetupBucket } from "./setup-bucket.ts";
import type { SetupConfig } from "./setup-config.ts";
import { SetupTable } from "./setup-table.ts";
import { keysView } from "./keys-view.ts";
import { shownRows, tableView, stringsOf } from "./table-view.ts";
import type {
  BucketView,
  ColumnChange,
  FieldView,
  FolderId,
  FormValues,
  KeysView,
  PolicyView,
  ProposalView,
  SaveView,
  SaveWish,
  Setup,
  TableView,
} from "./view.ts";

/** What a session is given by the program. */
export interface Surroundings extends Network, Commands {
  readonly config: SetupConfig;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
}

/** One person who sets up one config. */
export class SetupSession implements Setup {
  readonly file: string;
  readonly #around: Surroundings;
  readonly #config: SetupConfig;
  #tables: readonly SetupTable[] = [];
  #bucket: SetupBucket | null = null;
  below = "";
  #problems: readonly string[] = [];
  #made = 0;

  private constructor(around: Surroundings) {
    this.#around = around;
    this.#config = around.config;
    this.file = around.config.file.path;
  }

  /** Throws TapError for a file that the page cannot change. */
  static async open(around: Surroundings): Promise<SetupSession> {
    const session = new SetupSession(around);
    const { file } = around.config;
    const untracked = await readUntracked(catalogPath(file.path));
    session.#tables = tablesOf(file.value).map((values, index) => {
      return new SetupTable(session.#made++, values, index, untracked.get(String(values["table_name"])));
    });
    if (around.config.hasBucket) await session.connect({});
    return session;
  }

  bucket(): BucketView {
    const fields = bucketKeys.map((key) => this.#config.field(key, null));
    return { fields, lines: (this.#bucket?.lines ?? []).map(this.#tell), problems: this.#problems };
  }

  keys(): KeysView {
    return keysView(this.#bucket, this.#tables, this.#tell);
  }

  tables(): readonly TableView[] {
    return this.#tables.map((table) => this.#view(table));
  }

  table(id: string): TableView | null {
    const table = this.#find(id);
    return table === undefined ? null : this.#view(table);
  }

  startDate(): FieldView {
    const problem = this.#problems.find((line) => line.startsWith("start_date"));
    const field = this.#config.field("start_date", problem ?? null);
    return { ...field, kind: /^(?:\d{4}-\d\d-\d\d)?$/.test(field.value) ? "date" : "text" };
  }

  policies(): PolicyView {
    if (this.#bucket === null) return { policies: [], notes: [] };
    const prefixes = this.#tables.flatMap(({ parsed }) => parsed?.filter.prefix ?? []);
    return this.#around.policies(this.#bucket.config, prefixes);
  }

  async connect(values: FormValues): Promise<void> {
    this.below = (values["look_below"] ?? this.below).replace(/^\//, "");
    this.#config.change(values);
    const { config, problems } = await this.#config.parseTop(this.below);
    this.#problems = problems.map(this.#tell);
    this.#bucket?.listing.end();
    this.#bucket = config === null ? null : await SetupBucket.connect(config, this.below, this.#around);
    for (const table of this.#tables) table.change({});
    for (const table of this.#tables) await this.#config.parseTable(table);
    void this.#bucket?.ready(() => this.#tables);
  }

  openFolder(folder: FolderId, isOpen: boolean): void {
    this.#bucket?.keys?.tree.setOpen(folder, isOpen);
  }

  showMore(folder: FolderId): void {
    this.#bucket?.keys?.tree.showMore(folder);
  }

  async changeStartDate(text: string): Promise<void> {
    this.#config.change({ start_date: text });
    this.#problems = (await this.#config.parseTop(this.below)).problems.map(this.#tell);
    // Which files a sync would read has changed.
    for (const table of this.#tables) await this.#change(table, {});
  }

  async propose(): Promise<ProposalView> {
    await this.#bucket?.ready(() => this.#tables);
    const store = this.#bucket?.keys?.store;
    if (store === undefined) return { added: 0, lines: ["The keys of the bucket are not known yet: list it first."] };
    try {
      const config = await this.#config.beside(this.#tables.filter(({ parsed }) => parsed !== null));
      const { tables, lines } = await this.#around.propose(config, store, this.below);
      for (const values of tables) await this.#add(values);
      return { added: tables.length, lines: lines.map(this.#tell) };
    } catch (error) {
      if (error instanceof TapError) return { added: 0, lines: error.message.split("\n").map(this.#tell) };
      throw error;
    }
  }

  async addTable(key: number | null): Promise<TableView> {
    const object = key === null ? undefined : this.#bucket?.listing.objects[key];
    const names = new Set(this.#tables.map(({ name }) => name));
    return this.#view(await this.#add(tableLike(object?.key ?? null, names)));
  }

  async #add(values: JsonObject): Promise<SetupTable> {
    const table = new SetupTable(this.#made++, values, null);
    this.#tables = [...this.#tables, table];
    await this.#change(table, {});
    return table;
  }

  removeTable(id: string): void {
    this.#tables = this.#tables.filter((table) => table.id !== id);
    this.#bucket?.keys?.coverage.drop(id);
  }

  async changeTable(id: string, values: FormValues): Promise<void> {
    const known = Object.entries(values).flatMap(([key, text]) => {
      const setting = settingsOf.table[key];
      return setting === undefined ? [] : [[key, valueOfText(key, text, setting)] as const];
    });
    await this.#change(this.#find(id), Object.fromEntries(known));
  }

  async changeColumn(id: string, { name, use, isOn }: ColumnChange): Promise<void> {
    const table = this.#find(id);
    if (use === "track") {
      if (isOn) table?.untracked.delete(name);
      else table?.untracked.add(name);
      return;
    }
    const key = use === "key" ? "key_properties" : "date_overrides";
    const others = stringsOf(table?.values[key]).filter((other) => other !== name);
    const names = isOn ? [...others, name] : others;
    await this.#change(table, { [key]: names.length === 0 ? undefined : names });
  }

  async applyFinding(id: string, index: number): Promise<void> {
    const table = this.#find(id);
    await this.#change(table, { ...table?.report?.findings[index]?.settings });
  }

  async look(id: string): Promise<void> {
    const table = this.#find(id);
    await this.#bucket?.ready(() => this.#tables);
    await table?.lookOnce(() => this.#inspect(table));
  }

  async save(wish: SaveWish): Promise<SaveView> {
    const result = await saveSetup(
      { config: this.#config, tables: this.#tables, bucket: this.#bucket, commands: this.#around },
      wish,
      (table) => this.look(table.id),
    );
    return { ...result, messages: result.messages.map(this.#tell) };
  }

  async #change(table: SetupTable | undefined, values: Readonly<Record<string, unknown>>): Promise<void> {
    if (table === undefined) return;
    table.change(values);
    await this.#config.parseTable(table);
    await this.#bucket?.cover(table);
  }

  async #inspect(table: SetupTable): Promise<TableReport | null> {
    const store = this.#bucket?.keys?.store;
    if (table.parsed === null || store === undefined) return null;
    const all = this.#tables.flatMap((other) => other.parsed ?? []);
    return inspectTable(table.parsed, all, { config: table.parsed.config, store, log: silentLog(), rows: shownRows });
  }

  #find(id: string): SetupTable | undefined {
    return this.#tables.find((table) => table.id === id);
  }

  #view(table: SetupTable): TableView {
    return tableView(table, this.#bucket, this.#tell);
  }

  readonly #tell = (text: string): string => this.#around.redact(printable(text));
}
