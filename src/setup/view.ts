import type { Severity } from "../inspection/table-report.ts";

/** What the page shows and asks for. Every text is for people: without secrets, and without what a terminal or a reader would obey. */
export interface Setup {
  /** The file that is written, as it was named. */
  readonly file: string;
  /** Where the listing begins. */
  readonly below: string;
  bucket(): BucketView;
  keys(): KeysView;
  tables(): readonly TableView[];
  table(id: string): TableView | null;
  startDate(): FieldView;
  policies(): PolicyView;

  connect(values: FormValues): Promise<void>;
  openFolder(folder: FolderId, isOpen: boolean): void;
  showMore(folder: FolderId): void;
  changeStartDate(text: string): Promise<void>;
  /** Adds the tables that are found by the shapes of the keys that no table takes yet. */
  propose(): Promise<ProposalView>;
  /** With a table like the one that this key would be of. */
  addTable(key: number | null): Promise<TableView>;
  removeTable(id: string): void;
  changeTable(id: string, values: FormValues): Promise<void>;
  changeColumn(id: string, change: ColumnChange): Promise<void>;
  applyFinding(id: string, index: number): Promise<void>;
  /** Looks at the files of a table as they are to be read now; a look that was taken already is not taken again. */
  look(id: string): Promise<void>;
  save(wish: SaveWish): Promise<SaveView>;
}

/** The fields of a form, by the names of their settings. */
export type FormValues = Readonly<Record<string, string>>;

/** A setting that can be changed. */
export interface FieldView {
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly kind: "text" | "date";
  /** Empty: any text will do. */
  readonly choices: readonly string[];
  /** What the setting is without a value. */
  readonly fallback: string;
  /** The variable of the environment that decides instead of the file. */
  readonly fixedBy: string | null;
  readonly problem: string | null;
}

/** Which bucket, and as whom it is read. */
export interface BucketView {
  readonly fields: readonly FieldView[];
  /** Who reads which bucket. */
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

/** A table as the tree of keys names it. */
export interface TableTag {
  readonly name: string;
  readonly color: number;
}

/** A folder, by its first key and how deep it is. */
export interface FolderId {
  readonly first: number;
  readonly depth: number;
}

/** The keys of the bucket, as far as they are unfolded. */
export interface KeysView {
  readonly state: "unknown" | "listing" | "listed" | "failed";
  readonly problem: string | null;
  readonly objects: number;
  readonly isCut: boolean;
  readonly untaken: number;
  readonly shared: number;
  readonly root: FolderView | null;
}

export interface FolderView {
  readonly id: FolderId;
  readonly name: string;
  readonly objects: number;
  readonly isOpen: boolean;
  /** Which tables read how many of its objects. */
  readonly shares: readonly (TableTag & { readonly objects: number })[];
  readonly untaken: number;
  readonly shared: number;
  readonly folders: readonly FolderView[];
  readonly files: readonly FileView[];
  /** Objects below it that are not shown yet. */
  readonly more: number;
}

export interface FileView {
  readonly key: number;
  readonly name: string;
  readonly size: string;
  readonly readers: readonly TableTag[];
  /** By its name it could be read. */
  readonly isReadable: boolean;
}

/** What was proposed. */
export interface ProposalView {
  readonly added: number;
  /** What was found, and what of it became no table. */
  readonly lines: readonly string[];
}

/** One table of the config. */
export interface TableView extends TableTag {
  readonly id: string;
  readonly fields: readonly FieldView[];
  readonly moreFields: readonly FieldView[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  /** Null as long as the keys are not known, or the pattern is not valid. */
  readonly matches: MatchesView | null;
  readonly look: LookView | null;
  readonly needsLook: boolean;
}

export interface MatchesView {
  readonly objects: number;
  readonly shared: number;
  readonly isComplete: boolean;
  readonly examples: readonly string[];
}

/** What its files tell. */
export interface LookView {
  readonly facts: readonly string[];
  readonly columns: readonly ColumnView[];
  readonly hiddenColumns: number;
  readonly rows: readonly (readonly (string | null)[])[];
  readonly findings: readonly FindingView[];
}

export interface ColumnView {
  /** As the form sends it back. */
  readonly name: string;
  readonly shown: string;
  readonly type: string;
  readonly isKey: boolean;
  readonly isDate: boolean;
  readonly isTracked: boolean;
  readonly isInFiles: boolean;
}

export interface ColumnChange {
  readonly name: string;
  readonly use: ColumnUse;
  readonly isOn: boolean;
}

export const columnUses = ["key", "date", "track"] as const;
export type ColumnUse = (typeof columnUses)[number];

export interface FindingView {
  readonly severity: Severity;
  readonly message: string;
  /** What applying it would set; null where no setting mends it. */
  readonly settings: string | null;
}

/** Permissions to paste. */
export interface PolicyView {
  readonly policies: readonly { readonly title: string; readonly place: string; readonly text: string }[];
  readonly notes: readonly string[];
}

export interface SaveWish {
  readonly withCatalog: boolean;
  /** Also where a sync would fail. */
  readonly anyway: boolean;
}

/** What came of saving. */
export interface SaveView {
  readonly state: "saved" | "refused" | "doubtful";
  readonly messages: readonly string[];
  readonly commands: readonly string[];
}
