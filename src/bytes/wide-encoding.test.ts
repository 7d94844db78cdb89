import * as fc from "fast-check";
import { expect, test } from "vitest";
import { wideEncodingOf } from "./wide-encoding.ts";

const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");

test.for<readonly [name: string, text: string]>([
  ["Latin letters", "id,name\n1,Zoë\n"],
  ["Cyrillic letters", "город,число\nМосква,1\nТула,2\n"],
  ["Cyrillic letters in a single line", "город,число,улица,дом"],
  ["Greek letters", "πόλη;αριθμός\nΑθήνα;1\n"],
  ["Hebrew letters", "עיר,מספר\nתל אביב,1\n"],
  ["Arabic letters", "مدينة,رقم\nالقاهرة,1\n"],
  ["Hindi letters", "शहर,संख्या\nदिल्ली,1\n"],
  ["Thai letters", "เมือง,จำนวน\nกรุงเทพ,1\n"],
  ["Chinese characters", "城市,数量\n北京市,1\n上海市,2\n"],
  ["Korean syllables", "도시,번호\n서울,1\n"],
  ["letters that end with a NUL", "vārds,skaits\nĀboliņš,1\nJānis,2\nĒriks,3\n"],
])("UTF-16 in %s is told, whichever byte is first, and wherever it is cut", ([, text]) => {
  for (let cut = 0; cut < 2; cut++) {
    expect(wideEncodingOf(utf16(text).subarray(0, 2 * text.length - cut))).toBe("utf-16le");
    expect(
      wideEncodingOf(
        utf16(text)
          .swap16()
          .subarray(0, 2 * text.length - cut),
      ),
    ).toBe("utf-16be");
  }
});

test("UTF-8 text without NULs is never taken for another encoding", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      expect(wideEncodingOf(Buffer.from(text.replaceAll("\0", "")))).toBeNull();
    }),
  );
});

test.for([
  ["fields of fixed length", "ab\0\0\0\0cd\0\0\0\0\n".repeat(20)],
  ["a NUL here and there", "id,name\n1,a\0b\n2,cd\n3,e\0f\n"],
  ["a NUL behind each line", "id,name\n\x001,ab\n\x002,cd\n\x003,ef\n\0"],
  ["digits between control characters", "1\x012\x013\n4\x015\x016\n".repeat(20)],
  ["digits between tabs", "1\t2\t3\n4\t5\t6\n".repeat(20)],
  ["a few bytes", "a\0b"],
] as const)("%s are text in bytes", ([, text]) => {
  expect(wideEncodingOf(Buffer.from(text))).toBeNull();
});
