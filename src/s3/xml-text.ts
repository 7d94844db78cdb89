/** A field's text as the SDK reads it; undefined where that takes more than five names of characters. */
export function readText(text: string): string | undefined {
  if (!text.includes("&")) return lineEnds.test(text) ? undefined : text;
  if (unknownNames.test(text)) return undefined;
  const quoted = text.replaceAll("&quot;", '"');
  return quoted.includes("&")
    ? quoted.replace(/&([a-z#0-9]+);/g, (_, name: string) => characters.get(name) ?? "")
    : quoted;
}

const lineEnds = /[\r\n]/;
const unknownNames = /[\r\n]|&(?!(?:quot|amp|lt|gt|apos|#34|#39);)/;

const characters: ReadonlyMap<string, string> = new Map([
  ["quot", '"'],
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["apos", "'"],
  ["#34", '"'],
  ["#39", "'"],
]);
