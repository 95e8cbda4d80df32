import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Cells, outcome } from "./records.ts";

const separators = [";", ",", "\t"] as const;

/** All rows of some text, or the word error. */
function split(text: string, separator: string): string[][] | "error" {
  const bytes = Buffer.from(text);
  const cells = new Cells();
  const rows: string[][] = [];
  for (let at = 0; at < bytes.length; at = cells.next) {
    if (cells.split(bytes, at, bytes.length, separator.charCodeAt(0), true) !== outcome.row) return "error";
    rows.push(
      Array.from({ length: cells.count }, (_, i) => {
        const cell = bytes.toString("utf8", cells.start[i], cells.end[i]);
        return cells.quoted[i] === 2 ? cell.replaceAll('""', '"') : cell;
      }),
    );
  }
  return rows;
}

function splitByCsvParse(text: string, separator: string): string[][] | "error" {
  try {
    return parse(text, { delimiter: separator, relax_column_count: true, record_delimiter: ["\n", "\r\n"] });
  } catch {
    return "error";
  }
}

const unit = fc.constantFrom(
  '"',
  '"',
  '""',
  ";",
  ",",
  "\t",
  "\n",
  "\r\n",
  "\r",
  " ",
  "a",
  "1",
  "å",
  "=",
  "'",
);

test("any text gives the rows csv-parse gives, or is refused by both", () => {
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 30 }), fc.constantFrom(...separators), (text, separator) => {
      expect(split(text, separator)).toEqual(splitByCsvParse(text, separator));
    }),
    { numRuns: 5_000 },
  );
});

test("a row that is not whole waits for more", () => {
  const text = 'a;"b\n""c""";d\r\ne;"f"\r\n';
  const bytes = Buffer.from(text);
  const first = text.indexOf("\r\n") + 2;
  for (let length = 0; length < first; length++) {
    expect(new Cells().split(bytes, 0, length, 59, false)).toBe(outcome.incomplete);
  }
  const cells = new Cells();
  expect(cells.split(bytes, 0, first, 59, false)).toBe(outcome.row);
  expect([cells.count, cells.next, cells.feeds]).toEqual([3, first, 1]);
});

test("a row of hundreds of cells is read", () => {
  expect(split(Array.from({ length: 500 }, (_, i) => `c${i}`).join(";"), ";")).toEqual([
    Array.from({ length: 500 }, (_, i) => `c${i}`),
  ]);
});
