import { type CsvError, type Options, parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import type * as declared from "./csv-parse.d.ts";
import { createTableReader, readTable } from "./index.ts";
import { parseBlock } from "./records.ts";
import { Row } from "./row.ts";
import { Texts } from "../sie4/index.ts";

const separators = [";", ",", "\t"] as const;
const units = [";", ",", "\t", "\n", "\r\n", "\r", " ", "\u00a0", "\ufeff", "a", "1", "å", "\u{1f600}", "\0"];
const quotes = ['"', '"', '"', '""', '"a"', ';"', '";', '"\n', '"\r\n'];

/** What csv-parse makes of the whole text at once. A line of nothing but blanks is no row. */
function parsed(text: string, separator: string): string[][] | "error" {
  try {
    const options = { delimiter: separator, record_delimiter: ["\n", "\r\n"], relax_column_count: true };
    return parse(text, { ...options, trim: true });
  } catch {
    return "error";
  }
}

function splitPlainly(text: string, separator: string): string[][] {
  const bytes = Buffer.from(text);
  const row = new Row();
  const rows: string[][] = [];
  for (let at = 0; at < bytes.length; at = row.next) {
    row.split(bytes, at, bytes.length, separator.charCodeAt(0));
    rows.push(
      Array.from({ length: row.count }, (_, i) => bytes.toString("utf8", row.start[i], row.end[i]).trim()),
    );
  }
  return rows;
}

test("the declaration the floor is compiled with is true of the package", () => {
  expectTypeOf<declared.Options>().toExtend<Options>();
  expectTypeOf(parse).toBeCallableWith(new Uint8Array(0), {} as declared.Options);
  expectTypeOf<CsvError>().toExtend<declared.CsvError>();
});

test("a text without quotation marks is split as csv-parse reads it", () => {
  const text = fc.string({ unit: fc.constantFrom(...units), maxLength: 30 });
  const isRow = (cells: string[]) => cells.length > 1 || cells[0] !== "";
  fc.assert(
    fc.property(text, fc.constantFrom(...separators), (text, separator) => {
      const rows = parsed(text, separator);
      expect(rows).not.toBe("error");
      expect(splitPlainly(text, separator).filter(isRow)).toEqual((rows as string[][]).filter(isRow));
    }),
    { numRuns: 5_000 },
  );
});

test("a row of hundreds of cells is split", () => {
  const cells = Array.from({ length: 500 }, (_, i) => `c${i}`);
  expect(splitPlainly(`${cells.join(";")}\r\n`, ";")).toEqual([cells]);
});

test("lines of blanks and rows of nothing are blank, an empty cell in quotation marks is not", () => {
  const texts = new Texts();
  texts.encoding = "utf8";
  const isBlank = (text: string) => {
    const bytes = Buffer.from(text);
    const row = new Row();
    const [first] = parseBlock(bytes, 0, bytes.length, ";", true).rows;
    if (text.includes('"') && first !== undefined) row.take(first);
    else row.split(bytes, 0, bytes.length, 59);
    return row.isBlank(bytes, texts);
  };
  expect(["\n", " \r\n", "\u00a0", ";;\r\n"].filter((text) => !isBlank(text))).toEqual([]);
  expect(['""\n', ' ""\n', '"";\n', " ;\n", "x\n"].filter(isBlank)).toEqual([]);
});

describe("a block with quotation marks", () => {
  const block = (text: string) => parseBlock(Buffer.from(text), 0, Buffer.byteLength(text), ";", false);

  test("is csv-parse's rows and where each stands", () => {
    expect(block('å;"b\r\n""c"""\r\n"";d')).toEqual({
      rows: [
        { texts: ["å", 'b\r\n"c"'], from: 0, next: 15 },
        { texts: ["", "d"], from: 15, next: 19 },
      ],
      next: 19,
    });
  });

  test("has its last row open when a quotation mark is", () => {
    expect(block('a\n"b;\nc\n')).toEqual({ rows: [{ texts: ["a"], from: 0, next: 2 }], next: 2, open: true });
  });

  test.each([
    ['a\nb"c;d\ne\n', 2, 8],
    ['a\r\n"b"c\r\ne\n', 3, 9],
    ['a\r\n"b\r\n\n\r\rx"c;"d\ne\n', 3, 17],
    ['a\n"b\n"c', 2, 7],
  ])("%j: the row with one out of place ends with the line of the fault", (text, stray, next) => {
    expect(block(text)).toMatchObject({ rows: [{ texts: ["a"] }], stray, next });
  });
});

describe("a table", () => {
  const columns = [
    { name: "a", type: "text", empty: true },
    { name: "b", type: "text", empty: true },
  ] as const;

  function read(text: string, size: number) {
    const bytes = Buffer.from(text);
    const rows: unknown[] = [];
    const reader = createTableReader({ file: "x.csv", columns, onRow: (row) => rows.push(row) });
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
    return { rows, end: reader.end() };
  }

  const letters = units.filter((unit) => unit !== "\0" && unit !== "\ufeff");
  const text = fc.string({ unit: fc.constantFrom(...letters, ...quotes), maxLength: 30 });

  test("holds csv-parse's rows, or is refused, whatever the pieces", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (text, size) => {
        const found = read(`a;b\n${text}`, size);
        expect(found).toEqual(read(`a;b\n${text}`, 1_000));
        const rows = parsed(text, ";");
        const isWhole = rows !== "error" && rows.every((cells) => cells.length === 2);
        if (!isWhole && rows === "error") expect(found.end.ok).toBe(false);
        if (!isWhole) return;
        expect(found.end.ok).toBe(true);
        // Rows of nothing are passed over; rows of nothing but empty quotation marks are not.
        const filled = (row: unknown) =>
          Object.values(row as object).some((cell) => cell !== "" && typeof cell === "string");
        expect(found.rows.filter(filled)).toMatchObject(rows.map(([a, b]) => ({ a, b })).filter(filled));
      }),
      { numRuns: 1_000 },
    );
  });

  test("knows each row's line, in plain blocks and in quoted ones", () => {
    const body = Array.from({ length: 30_000 }, (_, i) => (i % 5_000 === 0 ? `"x\r\ny";${i}` : `z;${i}`));
    const lines = body.map((_, i) => 2 + i + Math.ceil(i / 5_000));
    const { rows } = read(`a;b\r\n${body.join("\r\n")}\r\n`, 1 << 16);
    expect(rows.map((row) => (row as { line: number }).line)).toEqual(lines);
  });

  test("may have a cell longer than a block, but not one that never ends", () => {
    const long = "x\n".repeat(200_000);
    expect(read(`a;b\n1;"${long}"\n2;\n`, 1 << 16).rows).toEqual([
      { line: 2, a: "1", b: long },
      { line: 200_003, a: "2", b: "" },
    ]);
    const { end } = read(`a;b\n1;"${long.repeat(3)}`, 1 << 16);
    expect(!end.ok && end.problems.map(({ code, line }) => `${code} ${line}`)).toEqual([
      "csv.unterminated-quote 2",
    ]);
  });

  test("tells every row with a quotation mark out of place, and reads on behind it", () => {
    const stray = '5" x;1\r\n"a\r\nb"c;2\r\n"d";3\r\n';
    const result = readTable(`a;b\r\n${stray.repeat(3)}"e;4`, { file: "x.csv", columns });
    expect(!result.ok && result.problems.map(({ code, line }) => `${code} ${line}`)).toEqual([
      ...[2, 3, 6, 7, 10, 11].map((line) => `csv.stray-quote ${line}`),
      "csv.unterminated-quote 14",
    ]);
  });

  test("lets an error of who takes the rows through as it is", () => {
    const onRow = () => {
      throw new TypeError("mine");
    };
    const reader = createTableReader({ file: "x.csv", columns, onRow });
    expect(() => reader.push(Buffer.from('a;b\n"1";2\n'))).toThrow(new TypeError("mine"));
  });
});
