import { describeMatrix } from "../support/fault-matrix-runs.ts";

describeMatrix("always");
describeMatrix("once");
describeMatrix("once", { asking: "SDK" });
