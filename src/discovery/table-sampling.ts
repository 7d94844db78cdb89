import type { Config, Table } from "../config/config.ts";
import type { ListPage } from "../s3/store.ts";
import type { TableInListing } from "../table/listed-together.ts";
import { Survey } from "../table/survey-table.ts";
import type { TableObject } from "../table/table-object.ts";
import { ObjectSample } from "../table/sample-objects.ts";
import { heldBy } from "../table/newest-object.ts";

/** Objects whose headers are read: enough to see every column, few enough for a discovery before each run. */
const sampleSize = 100;

/** Which objects of a table are looked at, and what its listing brought. */
export interface SampledTable {
  readonly survey: Survey;
  readonly objects: readonly TableObject[];
  /** What to warn of. */
  readonly complaint: string | null;
}

/** One table while its objects are listed. Holds a sample of them. */
export class TableSampling implements TableInListing<TableSampling, SampledTable> {
  readonly table: Table;
  readonly wantsAll = false;
  readonly #config: Config;
  readonly #survey: Survey;
  readonly #sample = new ObjectSample<TableObject>(sampleSize);

  constructor(table: Table, config: Config) {
    this.table = table;
    this.#config = config;
    this.#survey = new Survey(table, config);
  }

  get prefix(): string | null {
    return this.#survey.filter.prefix;
  }

  take(page: ListPage): void {
    for (const object of this.#survey.take(page).objects) {
      if (object.decision.kind === "read") this.#sample.add(object);
    }
  }

  fresh(): TableSampling {
    return new TableSampling(this.table, this.#config);
  }

  finish(): SampledTable {
    return {
      survey: this.#survey,
      complaint: this.#survey.complaint(),
      objects: heldBy(this.#sample.objects(), this.table),
    };
  }
}
