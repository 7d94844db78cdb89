/** The beginning of keys as `search_prefix` has it, of which one leading slash is dropped. */
export function writtenPrefix(text: string): string {
  return text.startsWith("/") ? `/${text}` : text;
}
