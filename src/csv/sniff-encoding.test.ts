import { describe, expect, test } from "vitest";
import { encodeText } from "../../test/corpus/encode-text.ts";
import { sniffEncoding } from "./sniff-encoding.ts";

const texts: Readonly<Record<string, { readonly encodings: readonly string[]; readonly text: string }>> = {
  Japanese: {
    encodings: ["shift_jis", "euc-jp"],
    text: "番号,商品名,地域\n1,ボールペン,東京都\n2,ノート(大),大阪府\n3,消しゴム,北海道\n4,お届け先の住所が変わりました,名古屋市",
  },
  "Chinese, simplified": {
    encodings: ["gb18030"],
    text: "编号,产品名称,城市\n1,圆珠笔,北京\n2,笔记本,上海\n3,橡皮擦,广州\n4,中华人民共和国有限公司,深圳\n5,客户地址已经更改,成都",
  },
  "Chinese, traditional": {
    encodings: ["big5"],
    text: "編號,產品名稱,城市\n1,原子筆,臺北\n2,筆記本,高雄\n3,橡皮擦,臺中\n4,中華民國股份有限公司,新竹\n5,客戶地址已經更改,臺南",
  },
  Korean: {
    encodings: ["euc-kr"],
    text: "번호,상품명,지역\n1,볼펜,서울\n2,공책,부산\n3,지우개,대구\n4,배송지 주소가 변경되었습니다,인천\n5,주식회사 한국,광주",
  },
  Russian: {
    encodings: ["windows-1251", "koi8-r", "ibm866"],
    text: "Номер;Товар;Город\n1;Ручка шариковая;Москва\n2;Тетрадь в клетку;Казань\n3;ООО Ромашка и партнёры;Санкт-Петербург\n4;Доставка по адресу;Пермь",
  },
  Ukrainian: {
    encodings: ["windows-1251", "koi8-u"],
    text: "Номер;Товар;Місто\n1;Ручка кулькова;Київ\n2;Зошит у клітинку;Львів\n3;Доставка за адресою покупця;Харків\n4;Їжа та напої;Вінниця",
  },
  Greek: {
    encodings: ["windows-1253"],
    text: "Αριθμός;Προϊόν;Πόλη\n1;Στυλό διαρκείας;Αθήνα\n2;Τετράδιο μεγάλο;Θεσσαλονίκη\n3;Φάκελος και μολύβι;Πάτρα",
  },
  Hebrew: {
    encodings: ["windows-1255"],
    text: "מספר,מוצר,עיר\n1,עט כדורי,ירושלים\n2,מחברת גדולה,חיפה\n3,מחק לבן של המשרד,תל אביב\n4,כתובת הלקוח שונתה,באר שבע",
  },
  Arabic: {
    encodings: ["windows-1256"],
    text: "الرقم;المنتج;المدينة\n1;قلم حبر;القاهرة\n2;دفتر كبير;الرياض\n3;عنوان العميل الجديد;بغداد",
  },
  Turkish: {
    encodings: ["windows-1254"],
    text: "No;Ürün adı;Şehir\n1;Tükenmez kalem;İstanbul\n2;Yumuşak silgi;Ağrı\n3;Büyük zarf;Çanakkale\n4;Müşteri adresi değişti;Eskişehir",
  },
  Polish: {
    encodings: ["windows-1250"],
    text: "Numer;Towar;Miasto\n1;Długopis żelowy;Łódź\n2;Zeszyt w kratkę;Kraków\n3;Gumka biała i żółta;Gdańsk\n4;Zmieniono adres klienta, ćwiczenia śląskie;Wrocław",
  },
  Czech: {
    encodings: ["windows-1250"],
    text: "Číslo;Zboží;Město\n1;Kuličkové pero;Plzeň\n2;Čtverečkovaný sešit;Brno\n3;Žlutá guma;Kroměříž\n4;Změna adresy zákazníka;Ústí nad Labem",
  },
  Croatian: {
    encodings: ["windows-1250"],
    text: "Broj;Kupac;Mjesto\n1;Đuro Šimić;Čakovec\n2;Željko Horvatić;Šibenik\n3;Čedo Đorđević;Požega",
  },
  Lithuanian: {
    encodings: ["windows-1257"],
    text: "Numeris;Prekė;Miestas\n1;Rašiklis mėlynas;Šiauliai\n2;Sąsiuvinis;Panevėžys\n3;Trintukas baltų rūšių;Klaipėda",
  },
  German: {
    encodings: ["windows-1252"],
    text: "Nr;Kunde;Ort\n1;Müller & Söhne;Köln\n2;Bäckerei Groß;Nürnberg\n3;25 °C, § 5, 3 m², 20 €;Ägidienberg",
  },
  French: {
    encodings: ["windows-1252"],
    text: "Numéro;Client;Ville\n1;Société Générale;Orléans\n2;Café « Chez Noël »;Besançon\n3;Hôtel de l’Île;Nîmes",
  },
  "French on a Mac": {
    encodings: ["macintosh"],
    text: "Numéro;Client;Ville\n1;Société Générale;Orléans\n2;Crédit Agricole;Besançon\n3;Hôtel Forêt;Nîmes",
  },
  Spanish: {
    encodings: ["windows-1252"],
    text: "Número;Cliente;Ciudad\n1;Peña Camión;Logroño\n2;Niño Ibérico;Córdoba\n3;Nº 5;Málaga",
  },
  Icelandic: {
    encodings: ["windows-1252"],
    text: "Númer;Viðskiptavinur;Staður\n1;Þórður Jónsson;Reykjavík\n2;Guðrún Ólafsdóttir;Ísafjörður",
  },
  "all the west of Europe": {
    encodings: ["windows-1252"],
    text: "id;name\n1;Müller\n2;Søren Næss\n3;João São\n4;Niño\n5;Noël Façade\n6;Åre\n7;Niccolò",
  },
};
/** One alphabet in capitals is another in small letters: whatever is found must be right. */
const inCapitals = "НОМЕР;ТОВАР;ГОРОД\n1;РУЧКА ШАРИКОВАЯ;МОСКВА\n2;ТЕТРАДЬ В КЛЕТКУ;КАЗАНЬ\n3;ДОСТАВКА;ПЕРМЬ";

const cases = Object.entries(texts).flatMap(([language, { encodings, text }]) =>
  encodings.map((encoding) => [language, encoding, text] as const),
);

describe("The encoding is found of", () => {
  test.each(cases)("%s in %s", (_, encoding, text) => {
    expect(sniffEncoding(encodeText(text, encoding), "utf-8")).toBe(encoding);
  });

  test("Japanese between escapes", () => {
    const head = Buffer.from("a,b\n1,\x1b$BF|K\\8l\x1b(B\n", "latin1");
    expect(sniffEncoding(head, "utf-8")).toBe("iso-2022-jp");
  });
});

describe("Of a part of a text, an encoding in which it reads otherwise is never found but for windows-1252, in", () => {
  const russian = ["windows-1251", "koi8-r", "ibm866"].map(
    (encoding) => ["Russian in capitals", encoding, inCapitals] as const,
  );
  test.each([...cases, ...russian])("%s in %s", (_, encoding, text) => {
    const words = text.split(/[;,\n ]/);
    const wrong: unknown[] = [];
    for (let from = 0; from < words.length; from++) {
      for (const count of [1, 2, 4, 8, words.length]) {
        const part = words.slice(from, from + count).join(";");
        const bytes = encodeText(part, encoding);
        const found = sniffEncoding(bytes, "utf-8");
        if (found === null || found === "windows-1252") continue;
        if (new TextDecoder(found).decode(bytes) !== part) wrong.push([part, found]);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test.each([
  ["German of DOS", Buffer.from("Nr;Kunde\n1;M\x81ller\n2;S\x94hne\n3;B\x84ckerei Gro\xe1\n", "latin1")],
  ["a single sign", Buffer.from("a,b\n1,\xb9\xb2\xb3\n", "latin1")],
])("Nothing is found of %s, which no encoding reads", (_, head) => {
  expect(sniffEncoding(head, "utf-8")).toBeNull();
});
