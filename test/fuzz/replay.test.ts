import { describeReplays } from "../support/replay.ts";

describeReplays([1, 2, 3, 4, 5, 6, 7, 8]);
