import { TextDecoder } from "node:util";

/** The letters of a language that are not of English, in an encoding of one byte for each. */
interface Language {
  readonly encodings: readonly string[];
  /** In lower case. For other alphabets than the Latin, the most frequent first. */
  readonly letters: string;
}

const western = ["windows-1252", "macintosh"];
const central = ["windows-1250"];
const baltic = ["windows-1257"];

const latin: readonly Language[] = [
  { encodings: western, letters: "äöüßéà" },
  { encodings: western, letters: "éèêëàâçîïôùûœæÿ" },
  { encodings: western, letters: "áéíóúñüçàèòïªº" },
  { encodings: western, letters: "ãõáéíóúâêôçà" },
  { encodings: western, letters: "àèéìòùî" },
  { encodings: western, letters: "åäöæøé" },
  { encodings: western, letters: "áéíóúýþæöð" },
  { encodings: central, letters: "ąćęłńóśźż" },
  { encodings: central, letters: "áčďéěíňóřšťúůýžľĺŕäô" },
  { encodings: central, letters: "áéíóöőúüű" },
  { encodings: central, letters: "čćđšž" },
  { encodings: ["windows-1254"], letters: "çğıöşüiâî" },
  { encodings: baltic, letters: "ąčęėįšųūž" },
  { encodings: baltic, letters: "āčēģīķļņšūž" },
];

const others: readonly Language[] = [
  { encodings: ["windows-1251", "koi8-r", "ibm866"], letters: "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё" },
  { encodings: ["windows-1251", "koi8-u"], letters: "оаниітвердслкумпзяьбгчхйжїшюцєщфґ" },
  { encodings: ["windows-1253"], letters: "αοιεστνηυρπκμλωδςγχθφάίέόήβύώξζψϊϋΐ" },
  { encodings: ["windows-1255"], letters: "יוהלאתרמבשנםחדקעטפצגזכןסץףךםִֵָּ" },
  { encodings: ["windows-1256"], letters: "الينمورتبدسعفقكحهجشصخطةذضغثزظىءآأإؤئپچژگ" },
];

/** How much more of the text must be in the one language than in one of another encoding. */
const margin = 1.15;

/** The encoding of one byte for a character that the bytes are in; null where they may be in several that read differently, or are in none of them. */
export function sniffSingleByte(bytes: Uint8Array): string | null {
  const { count, joined } = beyondAscii(bytes);
  if (joined > 0.6 * count) return count < minLetters ? null : bestOf(others, bytes, shareOfFrequent);
  const found = bestOf(latin, bytes, shareOfLetters);
  return count < minAccents && found !== "windows-1252" ? null : found;
}

/** So few letters of another alphabet tell nothing, and neither do so few with accents, but that they are of the commonest encoding. */
const minLetters = 24;
const minAccents = 8;

/** Bytes beyond ASCII, and how many of them stand beside another: in Latin alphabets most stand alone among letters of ASCII. */
function beyondAscii(bytes: Uint8Array): { readonly count: number; readonly joined: number } {
  let count = 0;
  let joined = 0;
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    count++;
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) joined++;
  }
  return { count, joined };
}

type Rating = (text: string, letters: string) => number;

function bestOf(languages: readonly Language[], bytes: Uint8Array, rate: Rating): string | null {
  const rated = new Map<string, number>();
  const texts = new Map<string, string>();
  const add = (encoding: string, letters: string, weight = 1): void => {
    // As a stream: at once, Node 20 reads windows-1252 as Latin-1.
    const text = texts.get(encoding) ?? new TextDecoder(encoding).decode(bytes, { stream: true });
    texts.set(encoding, text);
    rated.set(encoding, Math.max(rated.get(encoding) ?? 0, weight * rate(text, letters)));
  };
  for (const { encodings, letters } of languages) for (const encoding of encodings) add(encoding, letters);
  // Names from all the west of Europe stand in one file more often than those of any other encoding.
  if (languages === latin) add("windows-1252", mixed, 0.95);
  const [best, ...rest] = [...rated].sort(([, a], [, b]) => b - a);
  if (best === undefined || best[1] < least) return null;
  const rivals = rest.filter(
    ([encoding, rating]) => rating * margin > best[1] && texts.get(encoding) !== texts.get(best[0]),
  );
  const isCommon = languages === latin && rivals.some(([encoding]) => encoding === "windows-1252");
  if (isCommon) return "windows-1252";
  return rivals.length === 0 || best[0] === "windows-1252" ? best[0] : null;
}

/** Of the west of Europe without Iceland, whose own letters are Turkish in another encoding. */
const mixed = "äöüßéèêëàâçîïôùûœæÿáíóúñòãõìåøªº";

/** The least part of the letters that must be of the language. */
const least = 0.5;

/** The part of the letters beyond ASCII that the language has. Signs that stand alone, such as €, are none; within words they are wrong, and control characters anywhere. */
function shareOfLetters(text: string, letters: string): number {
  const known = new Set(letters);
  let right = 0;
  let count = 0;
  for (const [character] of text.matchAll(/[^\p{ASCII}]/gu)) {
    if (!/[\p{L}ªº\u0080-\u009f]/u.test(character)) continue;
    count++;
    if (known.has(lowered(character))) right++;
  }
  for (const _ of text.matchAll(/(?<=\p{L})[^\p{ASCII}\p{L}’‘´·\u00a0–—](?=\p{L})/gu)) count++;
  return count === 0 ? 0 : right / count;
}

/** The same, where what comes often counts most, capitals within words less, and those behind small letters against it. */
function shareOfFrequent(text: string, letters: string): number {
  const ranks = new Map(Array.from(letters, (letter, rank) => [letter, rank] as const));
  let sum = 0;
  let count = 0;
  for (const [character] of text.matchAll(/[^\p{ASCII}]/gu)) {
    if (/[\p{Zs}«»“”„–—№…’]/u.test(character)) continue;
    count++;
    const rank = ranks.get(lowered(character));
    if (rank !== undefined) sum += 1 - rank / letters.length;
    else if (!/\p{L}|\p{M}/u.test(character)) sum -= 1;
  }
  const capitals = text.match(/(?<=\p{L})\p{Lu}/gu)?.length ?? 0;
  const mistakes = text.match(/(?<=\p{Ll})\p{Lu}/gu)?.length ?? 0;
  return count === 0 ? 0 : Math.max(0, sum * (1 - (0.2 * capitals) / count) - mistakes) / count;
}

function lowered(character: string): string {
  return character === "İ" ? "i" : character.toLowerCase();
}
