import { maxExcerpt } from "../wording/excerpt.ts";
import { printable } from "../wording/printable.ts";

/** What stands where a secret stood. */
const mask = "[redacted]";

/** Characters. A shorter value would turn up everywhere, and replacing it would ruin every log. */
const shortest = 4;

/**
 * What no line may contain: grows while the run learns, from its config, its environment and every credential that it
 * is handed. Secrets are replaced by value in the finished text, so that it does not matter which field or which
 * library's message holds one; and by name, since a store may echo what nobody has told us.
 */
export class Secrets {
  /** What was added since a text was last looked through. */
  readonly #added = new Set<string>();
  readonly #forms = new Set<string>();
  /** Longest first, so that no part of a secret is left behind by a shorter one. */
  #sorted: readonly string[] = [];

  /** Adds values as they are used; of a URL, the user and the password in it. */
  add(...values: readonly string[]): void {
    for (const value of values) this.#added.add(value);
  }

  /** The text without the secrets in it. */
  redact(text: string): string {
    if (this.#added.size > 0) this.#takeForms();
    let clean = text;
    for (const form of this.#sorted) clean = clean.replaceAll(form, mask);
    return clean.replace(named, (_, header?: string, name?: string) => `${header ?? name}${mask}`);
  }

  #takeForms(): void {
    for (const value of this.#added) {
      for (const secret of [value, value.slice(0, maxExcerpt), ...userInfoOf(value)]) {
        for (const form of formsOf(secret)) this.#forms.add(form);
      }
    }
    this.#added.clear();
    this.#sorted = [...this.#forms].sort((a, b) => b.length - a.length);
  }
}

/** As it is, and as it looks in a URL, in a JSON text, in one inside another, on a terminal, and in base64. */
function formsOf(secret: string): readonly string[] {
  if (secret.length < shortest) return [];
  // By way of a buffer, because encodeURIComponent throws at half a surrogate pair.
  const url = encodeURIComponent(Buffer.from(secret).toString());
  const json = inJson(secret);
  const forms = [secret, url, strictly(url), json, inJson(json), printable(secret), ...inBase64(secret)];
  return forms.filter((form) => form.length >= shortest);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Signatures of AWS encode what encodeURIComponent leaves as it is (RFC 3986, 2.3). */
function strictly(url: string): string {
  return url.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Characters of base64 that must be certain before they are looked for. */
const certain = 8;

/** Whatever stands before it, as the user does in "user:password": three ways to fall on the groups of base64. */
function inBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const cores = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3)),
  );
  const inUrls = cores.map((core) => core.replaceAll("+", "-").replaceAll("/", "_"));
  return [...cores, ...inUrls].filter((core) => core.length >= certain);
}

function userInfoOf(value: string): readonly string[] {
  const [, user, password = ""] = /^[a-z][\w+.-]*:\/\/([^:@/]+):([^@/]*)@/i.exec(value) ?? [];
  return user === undefined ? [] : [password, decoded(password), `${user}:${password}`];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Headers and parameters whose values are secrets, behind their names as in a header, a URL, XML or JSON. */
const named = new RegExp(
  [
    String.raw`(\bauthorization\\?"?\s*[:=]\s*\\?"?)(?:AWS4-[^"\\]*?signature=[\da-f]+|(?:basic|bearer)\s+[^\s"\\<>&,;]+)`,
    String.raw`((?:x-amz-(?:security-token|signature|server-side-encryption-customer-key)|x-aws-ec2-metadata-token|x-amz-sso_bearer_token|\bsignature|(?:session|security)_?token|secret_?access_?key)(?:\\?"?\s*[:=]\s*\\?"?|>))[^\s"'\\<>&,;]{16,}`,
  ].join("|"),
  "gi",
);
