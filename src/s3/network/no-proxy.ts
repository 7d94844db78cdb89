import { BlockList, isIP } from "node:net";

/**
 * Whether an entry of `NO_PROXY` means this host. As curl and boto3 read it: `*` is every host; a name is that host and
 * all below it, with or without a leading `.` or `*.`; `host:port` is one port; an address is itself, and `10.0.0.0/8`
 * a range of them.
 */
export function isExempt(host: string, port: number, entries: readonly string[]): boolean {
  const name = bare(host.toLowerCase());
  return entries.some((entry) => matches(entry.toLowerCase(), name, port));
}

/** The entries of the variable, which separates them by commas or blanks. */
export function exemptionsOf(list: string): readonly string[] {
  return list.split(/[\s,]+/).filter((entry) => entry !== "");
}

function matches(entry: string, name: string, port: number): boolean {
  if (entry === "*") return true;
  const [, range, bits] = /^(.+)\/(\d+)$/.exec(entry) ?? [];
  if (range !== undefined) return isWithin(name, bare(range), Number(bits));
  const [, host = entry, only] = isIP(entry) === 0 ? (/^(.+):(\d+)$/.exec(entry) ?? []) : [];
  if (only !== undefined && Number(only) !== port) return false;
  const domain = bare(host.replace(/^\*?\./, ""));
  return name === domain || (isIP(name) === 0 && name.endsWith(`.${domain}`));
}

function isWithin(name: string, range: string, bits: number): boolean {
  const family = isIP(range);
  if (family === 0 || isIP(name) !== family || bits > (family === 4 ? 32 : 128)) return false;
  const kind = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(range, bits, kind);
  return list.check(name, kind);
}

/** Without the brackets of an IPv6 address and the dot that ends a full name. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}
