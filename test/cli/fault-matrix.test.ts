import { describeMatrix } from "../support/fault-matrix-runs.ts";

// What each fault does in every answer takes longer to try: `npm run fuzz` does.
describeMatrix("once");
