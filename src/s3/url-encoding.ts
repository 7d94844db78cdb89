import { BadAnswer } from "./failure.ts";

/**
 * A key from an answer that says `EncodingType` url. AWS writes a space as `+`, others as `%20`;
 * a plus sign itself is `%2B` on all of them.
 */
export function decodeUrl(text: string): string {
  if (!text.includes("%") && !text.includes("+")) {
    return text;
  }
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (error) {
    throw new BadAnswer("the listing has a key that is not encoded as it says", { cause: error });
  }
}

/** Encodes all but letters, digits and `-._~`, as signatures want it. */
export function encodeUri(text: string): string {
  const encoded = encodeURIComponent(text);
  return /[!'()*]/.test(encoded)
    ? encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    : encoded;
}
