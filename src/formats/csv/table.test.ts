import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  type Day,
  micro,
  type Ore,
  ore,
  parseKronor,
  parseMicro,
  periodsOfYear,
  type Period,
} from "../../kernel/index.ts";
import { plainDecimal } from "./cells.ts";
import { createTableReader, readTable, writeTable } from "./index.ts";

const columns = [
  { name: "customer", aliases: ["kund"], type: "code" },
  { name: "amount", aliases: ["belopp"], type: "kronor" },
  { name: "quantity", aliases: ["antal"], type: "micro", empty: true },
  { name: "position", type: "whole", empty: true },
  { name: "valid_to", aliases: ["gäller till"], type: "day", empty: true },
  { name: "period", type: "period" },
  { name: "common", aliases: ["gemensam"], type: "flag" },
  { name: "charge", type: "choice", values: ["fee", "metered"] },
  { name: "text", type: "text", empty: true },
] as const;

function read(text: string | Uint8Array) {
  const result = readTable(text, { file: "x.csv", columns });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

const head = "customer;amount;quantity;position;valid_to;period;common;charge;text\n";

describe("readTable", () => {
  test("cells become values of their columns, and types know it", () => {
    const [row] = read(`${head} AB ;−1 234,50;12.5;7;2024-12-31;2024-03;ja;Fee;"a ""b""\nc"\n`).value.values;
    expect(row).toEqual({
      line: 2,
      customer: "AB",
      amount: -123_450,
      quantity: 12_500_000,
      position: 7,
      valid_to: "2024-12-31",
      period: "2024-03",
      common: true,
      charge: "fee",
      text: 'a "b"\nc',
    });
    type Row = NonNullable<typeof row>;
    expectTypeOf<Row["amount"]>().toEqualTypeOf<Ore>();
    expectTypeOf<Row["valid_to"]>().toEqualTypeOf<Day | undefined>();
    expectTypeOf<Row["charge"]>().toEqualTypeOf<"fee" | "metered">();
    expectTypeOf<Row["text"]>().toEqualTypeOf<string>();
  });

  test.each([
    ["semicolon", ";"],
    ["comma", ","],
    ["tab", "\t"],
  ])("%s, Swedish names, other order, CRLF, byte order mark and blank lines", (_, separator) => {
    const lines = [
      ["Text", "Charge", "GEMENSAM", "period", "Gäller-till", "position", "antal", "belopp", "Kund"],
      ["", "fee", "0", "2024-01", "", "", "", "1.50", "AB"],
    ];
    const text = `\ufeff\r\n${lines.map((cells) => cells.join(separator)).join("\r\n")}\r\n${separator.repeat(8)}\r\n`;
    const { value, warnings } = read(text);
    expect(warnings).toEqual([]);
    expect(value.separator).toBe(separator);
    expect(value.values).toEqual([
      {
        line: 3,
        customer: "AB",
        amount: 150,
        quantity: undefined,
        position: undefined,
        valid_to: undefined,
        period: "2024-01",
        common: false,
        charge: "fee",
        text: "",
      },
    ]);
  });

  test("a text with commas does not make a semicolon table a comma table", () => {
    const result = readTable("kund;namn, adress, ort\nAB;x\n", {
      file: "x.csv",
      columns: [{ name: "kund", type: "code" }],
    });
    expect(result.ok && result.value.separator).toBe(";");
  });

  test("Excel's sep line is passed over", () => {
    const result = readTable("sep=,\na,b\n1,2\n", {
      file: "x.csv",
      columns: [
        { name: "a", type: "code" },
        { name: "b", type: "whole" },
      ],
    });
    expect(result.ok && result.value.values).toEqual([{ line: 3, a: "1", b: 2 }]);
  });

  test("the line is where the row begins, also after cells of several lines", () => {
    const rest = ";1;;;;2024-01;0;fee;";
    const { value } = read(`${head}A${rest}"x\ny\nz"\nB${rest}\n`);
    expect(value.values.map(({ line }) => line)).toEqual([2, 5]);
  });

  test("no known row is lost when others are refused: all faults are told", () => {
    const result = readTable(`${head}A;x;;;;2024-01;0;fee;\nB;1;y;;;2024-01;0;fee;\nC;1\n`, {
      file: "x.csv",
      columns,
    });
    expect(!result.ok && result.problems.map(({ code, line }) => `${code} ${line}`)).toEqual([
      "csv.bad-amount 2",
      "csv.bad-number 3",
      "csv.ragged-row 4",
    ]);
  });

  test.each(["1,000", "1.000", "1,234.50", "1.234,50", "12 345,678"])(
    "%s kronor is not guessed at",
    (amount) => {
      const result = readTable(`a\tb\n${amount}\tx\n`, {
        file: "x.csv",
        columns: [
          { name: "a", type: "kronor" },
          { name: "b", type: "code" },
        ],
      });
      expect(!result.ok && result.problems.map(({ code }) => code)).toEqual(["csv.bad-amount"]);
    },
  );

  test("UTF-16 is refused as such", () => {
    const result = readTable(Buffer.from(`\ufeff${head}`, "utf16le"), { file: "x.csv", columns });
    expect(!result.ok && result.problems[0]?.message_en).toContain("UTF-16");
  });

  test("any bytes are read or refused, never a crash", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const result = readTable(Buffer.concat([Buffer.from(head), noise]), { file: "x.csv", columns });
        expect(result.ok || result.problems.length > 0).toBe(true);
      }),
    );
  });
});

const text = fc.string({ unit: fc.constantFrom(...Array.from("abåÖ ;,\t\n'\"=+-@\u{1f600}")), maxLength: 8 });
const row = fc.record({
  customer: fc.string({ unit: fc.constantFrom(..."ABÅ1-=+@'; \"".split("")), minLength: 1, maxLength: 6 }),
  amount: fc.integer({ min: -(2 ** 52), max: 2 ** 52 }).map(ore),
  quantity: fc.option(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }).map(micro), { nil: undefined }),
  position: fc.option(fc.nat(), { nil: undefined }),
  valid_to: fc.option(fc.constantFrom("2024-02-29", "2025-12-31"), { nil: undefined }),
  period: fc.constantFrom<Period[]>(...periodsOfYear(2024)),
  common: fc.boolean(),
  charge: fc.constantFrom("fee", "metered"),
  text,
});

describe("writeTable, then readTable", () => {
  test("gives the same rows, whatever the separator, the decimal sign and the pieces", () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 5 }),
        fc.constantFrom(";" as const, "," as const, "\t" as const),
        fc.constantFrom("." as const, "," as const),
        fc.integer({ min: 1, max: 40 }),
        (rows, separator, decimal, size) => {
          const out = writeTable(columns, rows, { separator, decimal, byteOrderMark: size % 2 === 0 });
          const bytes = Buffer.from(out);
          const values: unknown[] = [];
          const reader = createTableReader({
            file: "x.csv",
            columns,
            onRow: (each) => values.push({ ...each, line: undefined }),
          });
          for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
          const end = reader.end();
          if (!end.ok) throw new Error(JSON.stringify(end.problems));
          expect(values).toEqual(rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a spreadsheet takes no text for a formula, and numbers stay numbers", () => {
    const out = writeTable(
      [
        { name: "=name", type: "text" },
        { name: "amount", type: "kronor" },
      ],
      [
        { "=name": "=HYPERLINK(1)", amount: ore(-150) },
        { "=name": "+46 31", amount: ore(1) },
        { "=name": "\tx", amount: undefined },
        { "=name": "'=x", amount: undefined },
      ],
    );
    expect(out).toBe("'=name;amount\r\n'=HYPERLINK(1);-1.50\r\n'+46 31;0.01\r\n'\tx;\r\n''=x;\r\n");
  });

  test("a row of one empty cell is a row", () => {
    expect(writeTable([{ name: "a", type: "text" }], [{ a: "" }])).toBe('a\r\n""\r\n');
  });
});

test("the short way to read a decimal agrees with the kernel's", () => {
  const decimal = fc.string({ unit: fc.constantFrom(..."0123456789.,-+ ".split("")), maxLength: 12 });
  fc.assert(
    fc.property(decimal, (each) => {
      for (const [decimals, parse] of [
        [2, parseKronor],
        [6, parseMicro],
      ] as const) {
        const short = plainDecimal(each, decimals);
        if (short !== undefined) expect(short).toBe(parse(each));
      }
    }),
    { numRuns: 5_000 },
  );
  expect([plainDecimal("-12,5", 6), plainDecimal("-0", 2), plainDecimal("7.05", 2)]).toEqual([
    -12_500_000, 0, 705,
  ]);
  // Found by the property: ten digits with six decimals pass 2^53.
  expect(plainDecimal("9008000000", 6)).toBeUndefined();
});
