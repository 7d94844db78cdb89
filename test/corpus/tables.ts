/** Rows of texts, the names first. */
export type Rows = readonly (readonly string[])[];

/** Ten rows below the names; `row` is called with 1 to 10. */
function tableOf(names: string, row: (n: number) => readonly (string | number)[]): Rows {
  return [names.split(" "), ...Array.from({ length: 10 }, (_, index) => row(index + 1).map(String))];
}

const pick = (texts: readonly string[], n: number): string => texts[n % texts.length] ?? "";
const two = (n: number): string => String(n).padStart(2, "0");
const comma = (n: number): string => n.toFixed(2).replace(".", ",");

const germans = ["Müller GmbH", "Schröder & Söhne", "Bäckerei Groß", "Kfz Weiß, Inh. Otto", "Jäger; Partner"];
const french = ["Société Générale", "Café de la Gare", "L'Hôtel", "Crédit; Agricole", "Forêt & Cie"];
const spanish = ["Año Nuevo S.A.", "Peña", "Camión, S.L.", "Niño", "Logroño"];
const nordic = ["Ångström AB", "Ørsted", "Räksmörgås", "Næss; Co", "Åre"];
const english = ["Acme, Inc.", 'The "Best" Shop', "Smith & Sons", "O'Neill", "Bolt"];
const notes = ["first line\nsecond line", "plain", 'says "yes", then no', "", "a; b"];

export const germanSales = tableOf("Beleg Datum Kunde Betrag", (n) => [
  4000 + n,
  `${two(n)}.03.2024`,
  pick(germans, n),
  comma(n * 1234.5),
]);
export const frenchSales = tableOf("Numéro Date Client Montant", (n) => [
  n,
  `${two(n)}/03/2024`,
  pick(french, n),
  comma(n * 7.35),
]);
export const spanishSales = tableOf("Código Fecha Cliente Importe", (n) => [
  n,
  `${two(n)}/03/2024`,
  pick(spanish, n),
  comma(n),
]);
export const nordicSales = tableOf("Nr Datum Kund Belopp", (n) => [
  n,
  `2024-03-${two(n)}`,
  pick(nordic, n),
  comma(n * 3.1),
]);
export const englishSales = tableOf("id date customer amount", (n) => [
  n,
  `3/${n}/2024`,
  pick(english, n),
  (n * 9.99).toFixed(2),
]);
export const accounts = tableOf("Id Name Description IsDeleted", (n) => [
  `0015g00000A${two(n)}`,
  pick(english, n),
  pick(notes, n),
  n % 2 === 0 ? "true" : "false",
]);
export const people = tableOf("id name email created_at", (n) => [
  n,
  pick(english, n),
  `user${n}@example.org`,
  `2024-05-${two(n)} 10:${two(n)}:00`,
]);
export const events = tableOf("event_id user_id payload ts", (n) => [
  `e${n}`,
  n * 17,
  `{"kind":"click","n":${n}}`,
  `2024-05-${two(n)}T10:00:00Z`,
]);
export const measures = tableOf("Time Temp Humidity Pressure", (n) => [
  `2024-05-01 10:${two(n)}:00`,
  (20 + n / 10).toFixed(1),
  40 + n,
  (1013 + n / 7).toFixed(2),
]);
export const germanMeasures = tableOf("Zeit Temperatur Feuchte", (n) => [
  `01.05.2024 10:${two(n)}`,
  comma(20 + n / 10),
  comma(40 + n),
]);
export const iris = tableOf("Sepal.Length Sepal.Width Species", (n) => [
  (4 + n / 10).toFixed(1),
  (3 + n / 10).toFixed(1),
  "setosa",
]);
export const campaigns = tableOf("Campaign Clicks Impr. CTR Cost", (n) => [
  `Brand, ${pick(english, n)}`,
  n * 10,
  `${n},${100 + n}`,
  `${n}.5%`,
  (n * 1.25).toFixed(2),
]);
export const bookings = tableOf("Buchungstag Wertstellung Verwendungszweck Betrag Währung", (n) => [
  `${two(n)}.03.24`,
  `${two(n)}.03.24`,
  `Rechnung ${n}; ${pick(germans, n)}`,
  comma(-n * 10.5),
  "EUR",
]);
export const districts = tableOf("Schlüssel Gemeinde Einwohner Fläche", (n) => [
  `0${9160000 + n}`,
  pick(["München", "Nürnberg", "Fürth", "Würzburg"], n),
  n * 10431,
  comma(n * 31.7),
]);
export const communes = tableOf("code_commune libellé population", (n) => [`0${1000 + n}`, pick(french, n), n * 312]);
export const clinical = tableOf("SUBJID VISIT AVAL UNIT", (n) => [
  `01-${two(n)}`,
  `Week ${n}`,
  (n * 1.5).toFixed(1),
  "mg/dL",
]);
export const matrix = tableOf("t x y", (n) => [(n / 10).toFixed(4), Math.sin(n).toFixed(4), Math.cos(n).toFixed(4)]);
export const material = tableOf("MATNR WERKS MAKTX MENGE MEINS", (n) => [
  `000000${100 + n}`,
  1000,
  pick(germans, n),
  comma(n * 2),
  "ST",
]);

export const transactions = tableOf("Date Description Amount Balance", (n) => [
  `03/${two(n + 12)}/2024`,
  pick(["CHECK #1042", "POS PURCHASE, DELI", "INTEREST", "ACH CREDIT"], n),
  (n * -17.25).toFixed(2),
  (5000 - n * 17.25).toFixed(2),
]);
export const trades = tableOf("TradeId Symbol Quantity Price TradeDate", (n) => [
  900_000 + n,
  pick(["BMW", "SAP", "ALV"], n),
  n * 100,
  (80 + n / 3).toFixed(3),
  `2024-05-${two(n)}`,
]);
export const stock = tableOf("sku title shelf", (n) => [n, pick(["Nut, M4", "Bolt", "Washer; wide"], n), `A-${n}`]);
export const carsWithNames = tableOf("row_name mpg cyl", (n) => [
  `Car ${pick(["A", "B"], n)}${n}`,
  (20 + n / 2).toFixed(1),
  4 + n,
]);

export const cars = tableOf("mpg cyl model", (n) => [comma(20 + n), 4 + n, `Car ${n}`]);
