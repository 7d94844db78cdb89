import { readText } from "./xml-text.ts";

/** What an answer of ListObjectsV2 says of itself, under the names of the answer. */
export interface ListingFields {
  Name?: string | undefined;
  KeyCount?: number | undefined;
  IsTruncated?: boolean | undefined;
  NextContinuationToken?: string | undefined;
  EncodingType?: string | undefined;
}

/**
 * Reads an answer of ListObjectsV2 without its entries, as `readListingAnswer` leaves it. Null for what is not written as
 * S3 writes it, which is left to the SDK: fields within fields or twice, values in another form.
 */
export function readListingFields(xml: string): ListingFields | null {
  const match = root.exec(xml);
  return match?.[1] === "ListBucketResult" ? readFields(match[2] ?? "") : null;
}

/** Whether this is an answer of ListMultipartUploads, written so, that has none and goes on nowhere. */
export function isWithoutUploads(xml: string): boolean {
  const match = root.exec(xml);
  if (match?.[1] !== "ListMultipartUploadsResult" || /<(?:Upload|CommonPrefixes)[\s/>]/.test(xml)) return false;
  return readFields(match[2] ?? "")?.IsTruncated === false;
}

function readFields(content: string): ListingFields | null {
  const fields: ListingFields = {};
  const names = new Set<string>();
  field.lastIndex = 0;
  while (field.lastIndex < content.length) {
    const match = field.exec(content);
    if (match === null) return null;
    const [, name = "", text = ""] = match;
    if (names.has(name) || !takeField(fields, name, text)) return null;
    names.add(name);
  }
  return fields;
}

const root =
  /^\s*(?:<\?xml(?:\s+\w+="[^"<>&]*")*\s*\?>\s*)?<(\w+)(?:\s+[\w:]+="[^"<>&]*")*\s*>\s*((?:<[^]*>)?)\s*<\/\1>\s*$/;
const field = /<(\w+)(?:>([^<]*)<\/\1>|\s*\/>)\s*/y;

/** Whether the field is in a form that is known. */
function takeField(fields: ListingFields, name: string, text: string): boolean {
  switch (name) {
    case "Name":
    case "NextContinuationToken":
    case "EncodingType":
      return text !== "" && (fields[name] = readText(text)) !== undefined;
    case "IsTruncated":
      fields.IsTruncated = text === "true";
      return text === "true" || text === "false";
    case "KeyCount":
      fields.KeyCount = Number(text);
      return /^\d{1,9}$/.test(text);
    default:
      return readText(text) !== undefined;
  }
}
