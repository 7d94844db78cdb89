import type { CorpusFile } from "../corpus-file.ts";
import type { Rows } from "../tables.ts";
import { range, pick, plainly, file } from "./write.ts";

/** A table of an office in a language: names, then ten rows, all in one alphabet. */
function office(names: readonly string[], texts: readonly string[], places: readonly string[]): Rows {
  return [names, ...range(10).map((n) => [String(1000 + n), pick(texts, n), pick(places, n), String(n * 150)])];
}

const japanese = office(
  ["番号", "商品名", "地域", "金額"],
  ["ボールペン", "ノート（大）", "消しゴム", "鉛筆セット", "封筒"],
  ["東京都", "大阪府", "北海道", "神奈川県"],
);
const simplified = office(
  ["编号", "产品名称", "城市", "金额"],
  ["圆珠笔", "笔记本", "橡皮擦", "铅笔套装", "信封"],
  ["北京", "上海", "广州", "深圳"],
);
const traditional = office(
  ["編號", "產品名稱", "城市", "金額"],
  ["原子筆", "筆記本", "橡皮擦", "鉛筆組", "信封"],
  ["臺北", "高雄", "臺中", "新竹"],
);
const korean = office(
  ["번호", "상품명", "지역", "금액"],
  ["볼펜", "공책", "지우개", "연필 세트", "봉투"],
  ["서울", "부산", "대구", "인천"],
);
const turkish = office(
  ["No", "Ürün adı", "Şehir", "Tutar"],
  ["Tükenmez kalem", "Defter ciltli", "Silgi yumuşak", "Kurşun kalem", "Zarf büyük"],
  ["İstanbul", "Ağrı", "Eskişehir", "Çanakkale"],
);
const russian = office(
  ["Номер", "Товар", "Город", "Сумма"],
  ["Ручка шариковая", "Тетрадь в клетку", "Ластик", "Карандаш простой", "Конверт"],
  ["Москва", "Санкт-Петербург", "Казань", "Екатеринбург"],
);
const greek = office(
  ["Αριθμός", "Προϊόν", "Πόλη", "Ποσό"],
  ["Στυλό διαρκείας", "Τετράδιο μεγάλο", "Γόμα λευκή", "Μολύβι", "Φάκελος"],
  ["Αθήνα", "Θεσσαλονίκη", "Πάτρα", "Ηράκλειο"],
);
const polish = office(
  ["Numer", "Towar", "Miasto", "Wartość"],
  ["Długopis żelowy", "Zeszyt w kratkę", "Gumka biała", "Ołówek", "Koperta duża"],
  ["Łódź", "Kraków", "Gdańsk", "Wrocław"],
);
const hebrew = office(
  ["מספר", "מוצר", "עיר", "סכום"],
  ["עט כדורי", "מחברת גדולה", "מחק לבן", "עיפרון", "מעטפה"],
  ["ירושלים", "חיפה", "תל אביב", "באר שבע"],
);
const arabic = office(
  ["الرقم", "المنتج", "المدينة", "المبلغ"],
  ["قلم حبر", "دفتر كبير", "ممحاة بيضاء", "قلم رصاص", "ظرف"],
  ["القاهرة", "الرياض", "بغداد", "دمشق"],
);

/** Spreadsheets and a program of an office, each in the encoding of its language. */
export const languages: readonly CorpusFile[] = [
  file("Excel, Japanese, CSV", {
    rows: japanese,
    lines: plainly(japanese, ","),
    lineEnd: "\r\n",
    encoding: "shift_jis",
  }),
  file("Excel, Chinese, CSV", { rows: simplified, lines: plainly(simplified, ","), lineEnd: "\r\n", encoding: "gbk" }),
  file("Excel, Taiwanese, CSV", {
    rows: traditional,
    lines: plainly(traditional, ","),
    lineEnd: "\r\n",
    encoding: "big5",
  }),
  file("Excel, Korean, CSV", { rows: korean, lines: plainly(korean, ","), lineEnd: "\r\n", encoding: "euc-kr" }),
  file("Japanese mainframe, EUC", { rows: japanese, lines: plainly(japanese, "\t"), encoding: "euc-jp" }),
  file("Excel, Turkish, CSV", {
    rows: turkish,
    lines: plainly(turkish, ";"),
    lineEnd: "\r\n",
    encoding: "windows-1254",
  }),
  file("Excel, Russian, CSV", {
    rows: russian,
    lines: plainly(russian, ";"),
    lineEnd: "\r\n",
    encoding: "windows-1251",
  }),
  file("Excel, Greek, CSV", { rows: greek, lines: plainly(greek, ";"), lineEnd: "\r\n", encoding: "windows-1253" }),
  file("Excel, Polish, CSV", { rows: polish, lines: plainly(polish, ";"), lineEnd: "\r\n", encoding: "windows-1250" }),
  file("Excel, Hebrew, CSV", { rows: hebrew, lines: plainly(hebrew, ","), lineEnd: "\r\n", encoding: "windows-1255" }),
  file("Excel, Arabic, CSV", { rows: arabic, lines: plainly(arabic, ";"), lineEnd: "\r\n", encoding: "windows-1256" }),
  file("1C, old Unix, KOI8-R", { rows: russian, lines: plainly(russian, "|"), encoding: "koi8-r" }),
];
