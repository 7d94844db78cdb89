import { describeMatrix } from "../support/fault-matrix-runs.ts";

// The other cells, and what each fault does in every answer, take longer to try: `npm run fuzz` does.
describeMatrix("once", { nth: 3 });
