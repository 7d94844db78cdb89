/** One element with escaped text. */
export function element(name: string, text: string | number | boolean): string {
  return `<${name}>${escapeXml(String(text))}</${name}>`;
}

/** A whole document of the S3 namespace; `children` is XML already. */
export function document(root: string, children: string, namespace: string = S3_NAMESPACE): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${children}</${root}>`;
}

const S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

/** Text as S3 writes it: also control characters become references, though XML 1.0 forbids those. */
function escapeXml(text: string): string {
  return NEEDS_ESCAPE.test(text) ? text.replace(NEEDS_ESCAPE_ALL, escapeCharacter) : text;
}

// oxlint-disable-next-line no-control-regex -- the control characters are the point
const NEEDS_ESCAPE = /[&<>"\u0000-\u001f]/;
const NEEDS_ESCAPE_ALL = new RegExp(NEEDS_ESCAPE, "g");
const NAMED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeCharacter(character: string): string {
  return NAMED[character] ?? `&#x${character.charCodeAt(0).toString(16)};`;
}

/** An element of a request body. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** The root element of a request body, or null when the text is not well-formed; attributes are dropped. */
export function parseXml(text: string): XmlElement | null {
  const top: OpenElement = { name: "", text: "", children: [] };
  const open: OpenElement[] = [top];
  let end = 0;
  for (const tag of text.matchAll(/<(\/?)([^\s/>]+)[^>]*?(\/?)>/g)) {
    const inner = open.at(-1);
    if (inner === undefined) return null;
    inner.text += unescapeXml(text.slice(end, tag.index));
    end = tag.index + tag[0].length;
    const [, closing, name = "", selfClosing] = tag;
    if (name.startsWith("?")) continue;
    if (closing === "") {
      const child: OpenElement = { name, text: "", children: [] };
      inner.children.push(child);
      if (selfClosing === "") open.push(child);
    } else if (open.pop()?.name !== name) return null;
  }
  return open.length === 1 && top.children.length === 1 ? (top.children[0] ?? null) : null;
}

/** The text of the first child of that name. */
export function childText(parent: XmlElement, name: string): string | undefined {
  return parent.children.find((child) => child.name === name)?.text;
}

interface OpenElement {
  name: string;
  text: string;
  children: OpenElement[];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith("#x")) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
    return ENTITIES[name] ?? whole;
  });
}
