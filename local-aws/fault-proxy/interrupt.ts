import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import type { Fault } from "./faults.ts";

/** After how many body bytes the answer is interrupted; -1 for never. */
export function breaksAt(fault: Fault | undefined): number {
  const isInterruption =
    fault?.kind === "reset" || fault?.kind === "end" || fault?.kind === "stall" || fault?.kind === "hook";
  return isInterruption ? fault.after : -1;
}

/** Does to the connection what the fault says, once all bytes before it have left the process. */
export async function interrupt(response: ServerResponse, fault: Fault | undefined): Promise<"broken" | "whole"> {
  const { socket } = response;
  if (socket === null) return "broken";
  await flushed(socket);
  if (fault?.kind === "hook") await fault.run();
  if (fault?.kind === "hook" && fault.ending === "go-on") return "whole";
  if (fault?.kind === "stall") await closed(socket);
  else if (fault?.kind === "end") socket.end();
  else socket.resetAndDestroy();
  return "broken";
}

/** Resolves when the other side has gone. */
export async function closed(socket: Socket): Promise<void> {
  if (!socket.destroyed) await new Promise<void>((resolve) => socket.once("close", () => resolve()));
}

async function flushed(socket: Socket): Promise<void> {
  // node:http holds writes back until the next tick; the empty write then stands behind all of them.
  await setImmediate();
  if (socket.destroyed) return;
  await Promise.race([closed(socket), new Promise<void>((resolve) => socket.write("", () => resolve()))]);
}
