/**
 * JSON as a value that can be compared: integers by all their digits, other numbers as the doubles
 * that a reader makes of them, so that 1.50 and 1.5 are one.
 */
export function exactJson(json: string, reviver?: (name: string, value: unknown) => unknown): unknown {
  return JSON.parse(
    json.replaceAll(tokens, (token) => (token.startsWith('"') ? token : comparable(token))),
    reviver,
  );
}

const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

function comparable(number: string): string {
  if (/[.eE]/.test(number) && !Number.isSafeInteger(Number(number))) return String(Number(number));
  return JSON.stringify(`#${BigInt(/[.eE]/.test(number) ? Number(number) : number)}`);
}
