import type { State } from "./state.ts";

/**
 * The lines of the protocol that are written a few times per run. RECORD lines, written millions
 * of times, are made in record/. See the Singer specification, "Output".
 */
export function schemaLine(stream: string, schema: object, keyProperties: readonly string[]): string {
  return line({ type: "SCHEMA", stream, schema, key_properties: keyProperties });
}

/** A STATE line. It may only cover records that were written before it. */
export function stateLine(state: State): string {
  return line({ type: "STATE", value: state });
}

/** An ACTIVATE_VERSION line: the stream is what was sent under this version, and no more. */
export function activateVersionLine(stream: string, version: number): string {
  return line({ type: "ACTIVATE_VERSION", stream, version });
}

function line(message: object): string {
  return `${JSON.stringify(message)}\n`;
}
