import type { StoreEvent } from "../events.ts";
import type { Handler } from "../network/handler.ts";
import type { CredentialEnvironment } from "./environment.ts";
import type { Sts } from "./sts.ts";

/** What a source of credentials may use. */
export interface Asking {
  readonly environment: CredentialEnvironment;
  readonly sts: Sts;
  readonly handler: Handler;
  /** Milliseconds until a source that says nothing is given up. */
  readonly timeoutMs: number;
  readonly observe: (event: StoreEvent) => void;
}
