import { TextDecoder } from "node:util";

/** What a text in an encoding of one or two bytes for a character looks like. */
interface DoubleByte {
  readonly encoding: string;
  readonly isLead: (byte: number) => boolean;
  /** Whether a pair is one of the characters that make up most of any text. */
  readonly isCommon: (lead: number, trail: number) => boolean;
}

const isBetween = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to;
const isHigh = (byte: number): boolean => isBetween(byte, 0x81, 0xfe);

const shiftJis: DoubleByte = {
  encoding: "shift_jis",
  isLead: (byte) => isBetween(byte, 0x81, 0x9f) || isBetween(byte, 0xe0, 0xfc),
  isCommon: (lead) => isBetween(lead, 0x81, 0x83) || isBetween(lead, 0x88, 0x97),
};
const eucJp: DoubleByte = {
  encoding: "euc-jp",
  isLead: (byte) => isBetween(byte, 0xa1, 0xfe),
  isCommon: (lead, trail) => trail >= 0xa1 && (isBetween(lead, 0xa1, 0xa5) || isBetween(lead, 0xb0, 0xcf)),
};
const eucKr: DoubleByte = {
  encoding: "euc-kr",
  isLead: isHigh,
  isCommon: (lead, trail) => trail >= 0xa1 && (isBetween(lead, 0xb0, 0xc8) || lead === 0xa1 || lead === 0xa3),
};
const big5: DoubleByte = {
  encoding: "big5",
  isLead: isHigh,
  isCommon: (lead) => isBetween(lead, 0xa1, 0xc6),
};
const gb18030: DoubleByte = {
  encoding: "gb18030",
  isLead: isHigh,
  isCommon: (lead, trail) => trail >= 0xa1 && (isBetween(lead, 0xb0, 0xd7) || lead === 0xa1 || lead === 0xa3),
};

/** Fewer characters tell nothing; where only the first byte of each is of a kind, it takes more. */
const minPairs = { ofKana: 8, others: 16 };

/** The encoding of the East that the bytes are without a doubt in; null where they are in none, or may be in several. */
export function sniffDoubleByte(bytes: Uint8Array): string | null {
  const found = [shiftJis, eucJp, eucKr, big5, gb18030].filter(
    (candidate) => isLikely(countPairs(bytes, candidate), candidate) && isValid(bytes, candidate.encoding),
  );
  const names = found.map(({ encoding }) => encoding);
  // What is narrower is no accident: Korean begins all its syllables with a third of the bytes of Chinese.
  const [narrowest = null] = names;
  const rest = names.slice(1);
  if (narrowest === "euc-kr" || narrowest === "euc-jp") return rest.includes("big5") ? null : narrowest;
  return rest.length === 0 ? narrowest : null;
}

interface Pairs {
  readonly count: number;
  readonly common: number;
  /** Pairs whose second byte is one of ASCII. */
  readonly low: number;
  /** Pairs beside another, as in words. */
  readonly joined: number;
  readonly kana: number;
  /** Bytes beyond ASCII that are a character alone. */
  readonly single: number;
}

function countPairs(bytes: Uint8Array, { isLead, isCommon }: DoubleByte): Pairs {
  const pairs = { count: 0, common: 0, low: 0, joined: 0, kana: 0, single: 0 };
  let end = -1;
  for (let at = 0; at < bytes.length - 1; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    if (!isLead(lead)) {
      pairs.single++;
      continue;
    }
    const trail = bytes[at + 1] ?? 0;
    pairs.count++;
    if (isCommon(lead, trail)) pairs.common++;
    if (trail < 0x80) pairs.low++;
    if (end === at) pairs.joined++;
    if (isKana(lead)) pairs.kana++;
    end = at + 2;
    at++;
  }
  return pairs;
}

/** In Shift_JIS, and in EUC-JP. */
function isKana(lead: number): boolean {
  return lead === 0x82 || lead === 0x83 || lead === 0xa4 || lead === 0xa5;
}

function isLikely({ count, common, low, joined, kana, single }: Pairs, { encoding }: DoubleByte): boolean {
  const isJapanese = encoding === "shift_jis" || encoding === "euc-jp";
  const min = isJapanese ? minPairs.ofKana : minPairs.others;
  if (count < min || joined < 0.4 * count || single > 0.2 * count) return false;
  if (isJapanese) return common >= 0.85 * count && kana >= 0.1 * count;
  if (encoding === "big5") return common >= 0.9 * count && low >= 0.15 * count;
  return common >= (encoding === "euc-kr" ? 0.95 : 0.8) * count && low < 0.05 * count;
}

function isValid(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
