import { describeReplays } from "../support/replay.ts";

describeReplays([1, 2]);
