import type { CorpusFile } from "../corpus-file.ts";
import type { Rows } from "../tables.ts";
import { range, two, pick, when, quoted, csvLine, file } from "./write.ts";

const shopify: Rows = [
  ["Name", "Email", "Financial Status", "Total", "Lineitem name", "Lineitem quantity", "Billing Name"],
  ...range(12).map((n) =>
    n % 3 === 0
      ? [`#${1000 + n}`, "", "", "", "Mug, blue", "2", ""]
      : [`#${1000 + n}`, `u${n}@example.org`, "paid", (n * 19.9).toFixed(2), 'Shirt 12" print', "1", "Lee, Ann"],
  ),
];
const stripe: Rows = [
  ["id", "Created (UTC)", "Amount", "Currency", "Description", "Customer Email"],
  ...range(12).map((n) => [
    `ch_3Oq${n}`,
    `${when(n)} 10:${two(n)}`,
    (n * 20).toFixed(2),
    "usd",
    pick(["Invoice 7, seat", "", 'Plan "Pro"'], n),
    `u${n}@example.org`,
  ]),
];
const magento: Rows = [
  ["sku", "attribute_set_code", "name", "description", "price", "qty", "additional_attributes"],
  ...range(10).map((n) => [
    `24-MB${two(n)}`,
    "Bag",
    pick(['Joust 15" Duffle', "Strive, Shoulder Pack", "Crown"], n),
    "<p>The sporty bag.</p>\n<ul>\n<li>Dual handles</li>\n</ul>",
    "34.0000",
    "100.0000",
    'activity="Gym","Hiking",color=Red',
  ]),
];

const moodle: Rows = [
  ["First name", "Surname", "ID number", "Email address", "Assignment: Essay (Real)", "Course total (Real)"],
  ...range(10).map((n) => [
    pick(["Ann", "Bob", "Cy"], n),
    pick(["O'Hara", "Lee", "Nuñez"], n),
    "",
    `s${n}@example.org`,
    n % 4 ? `${60 + n}.00` : "-",
    `${70 + n}.50`,
  ]),
];

const brm: Rows = [
  ["id", "name", "plan", "fee"],
  ...range(10).map((n) => [
    String(n),
    pick(["Lee, Ann", "Bob", "Cy, Jr."], n),
    pick(["Gold", "Silver, old"], n),
    (n * 9.9).toFixed(2),
  ]),
];

const amazon: Rows = [
  ["date/time", "settlement id", "type", "order id", "sku", "description", "total"],
  ...range(12).map((n) => [
    `Mar ${n}, 2024 1:02:03 AM PST`,
    "18276354",
    "Order",
    `114-${n}`,
    `SKU-${n}`,
    pick(["Mug, blue", 'Frame 8" x 10"'], n),
    (n * 3.25).toFixed(2),
  ]),
];

/** Shops and a school. */
export const business: readonly CorpusFile[] = [
  file("Shopify, orders", { rows: shopify, lines: shopify.map(csvLine) }),
  file("Stripe, payments", { rows: stripe, lines: stripe.map(csvLine) }),
  file("Magento, products", { rows: magento, lines: magento.map(csvLine) }),
  file("Moodle, grades", { rows: moodle, lines: moodle.map(csvLine), hasMark: true }),
  file("Billing system, carets for quotes", {
    rows: brm,
    lines: brm.map((row) => row.map((field) => `^${field}^`).join(",")),
  }),
  file("Amazon, date range report", {
    rows: amazon,
    lines: [
      '"Includes Amazon Marketplace, Fulfillment by Amazon (FBA), and Amazon Webstore transactions"',
      '"All amounts in USD, unless specified"',
      '"Definitions:"',
      '"Sales tax collected: Includes sales tax collected from buyers for product sales, shipping, and gift wrap."',
      '"Selling fees: Includes variable closing fees and referral fees."',
      quoted(amazon[0] ?? [], ","),
      ...amazon.slice(1).map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(",")),
    ],
    isPlain: false,
  }),
];
