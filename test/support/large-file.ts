import type { GeneratedBody } from "../../local-aws/store/content.ts";

/** A CSV file of about this many bytes that nobody has to hold: the header, then one row again and again. */
export function largeFile(size: number, header: string, row: string): GeneratedBody {
  const rows = Math.floor((size - header.length) / row.length);
  const block = Buffer.from(row.repeat(Math.ceil(65_536 / row.length)));
  const total = header.length + rows * row.length;
  return {
    size: total,
    *read(from, to) {
      if (from < header.length) yield Buffer.from(header).subarray(from, to);
      let at = Math.max(from, header.length);
      while (at < to) {
        const offset = (at - header.length) % row.length;
        const piece = block.subarray(offset, offset + Math.min(block.length - offset, to - at));
        yield piece;
        at += piece.length;
      }
    },
  };
}
