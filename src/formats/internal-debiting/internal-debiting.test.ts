import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Day, micro, ore } from "../../kernel/index.ts";
import {
  type DebitingDocument,
  type DebitingLine,
  type Profile,
  raindanceExternal,
  raindanceInternal,
  readProfile,
  writeDebiting,
} from "./index.ts";

const posting = { account: "936300", costCentre: "1900", counterparty: "110", amountOre: ore(123_456) };
const line: DebitingLine = {
  text: "Lönetjänst mars",
  details: ["En tolftedel av årsavgiften"],
  quantityMicro: micro(1_500_000),
  priceMicro: micro(823_040_000),
  totalOre: ore(123_456),
  postings: [posting],
};
const document: DebitingDocument = {
  number: "UF-7",
  text: "Mars 2024",
  day: "2024-03-31" as Day,
  dueDay: "2024-04-30" as Day,
  customer: { code: "GRUND", name: "Grundskoleförvaltningen", counterparty: "110" },
  customerReference: "REF",
  ourReference: "Ekonomi",
  totalOre: ore(123_456),
  lines: [line],
};

function written(documents: readonly DebitingDocument[], profile: Profile = raindanceInternal): string[] {
  const result = writeDebiting({ day: "2024-03-31" as Day, documents }, profile);
  if (!result.ok) return result.problems.map((problem) => `${problem.code} ${problem.message_en}`);
  return Buffer.from(result.value).toString("latin1").split("\n");
}

describe("an internal debiting file", () => {
  it("has every value in its place", () => {
    const rows = written([document]);
    expect(rows).toHaveLength(8);
    expect(rows[1]?.slice(0, 28)).toBe("H GRUND     2024033120240430");
    expect(rows[3]?.slice(54, 104)).toBe(`   1.50       823.04${" ".repeat(15)}        1234.56`);
    expect(rows[5]?.slice(0, 18)).toBe("K 1900      936300");
    expect(rows[5]?.slice(103, 118)).toBe("        1234.56");
    expect(rows[6]).toBe("T 1234.56        ");
    expect(rows[7]).toBe("");
  });

  it("refuses what the layout cannot hold, and says where", () => {
    const withLine = (changes: Partial<DebitingLine>) => ({
      ...document,
      lines: [line, { ...line, ...changes }],
    });
    const first = (changed: DebitingDocument): string => written([changed])[0] ?? "";
    expect(first(withLine({ text: "Smörgås 😀" }))).toMatch(
      /^debiting.unrepresentable .*UF-7 line 2, line.text/,
    );
    expect(first(withLine({ details: ["två\nrader"] }))).toMatch(
      /^debiting.unrepresentable .*detail.text: U\+000A/,
    );
    expect(first(withLine({ text: "5 €" }))).toMatch(/^debiting.unrepresentable/);
    expect(first(withLine({ quantityMicro: micro(12_345_678_000_000) }))).toMatch(
      /^debiting.overflow .*12345678 > 7/,
    );
    expect(written([withLine({ quantityMicro: micro(12_345_670_000) })])[6]?.slice(54, 61)).toBe("12345.7");
    expect(first({ ...document, customer: { code: "GRUNDSKOLAN1" } })).toMatch(
      /^debiting.overlong .*UF-7, customer.code/,
    );
    expect(first(withLine({ postings: [{ ...posting, counterparty: "1101" }] }))).toMatch(
      /^debiting.overlong/,
    );
    const { account: _account, ...noAccount } = posting;
    expect(first(withLine({ postings: [noAccount] }))).toMatch(/^debiting.missing .*posting.account/);
    const most = ore(999_999_999_999_999);
    expect(
      written([
        { ...document, totalOre: most },
        { ...document, totalOre: most },
      ])[0],
    ).toMatch(/^debiting.overflow/);
  });

  it("writes every amount to the öre, with its sign, in either layout", () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (value) => {
        const changed = { ...document, totalOre: ore(value), lines: [] };
        const inside = written([changed]).at(-2)?.slice(2).trim();
        const outside = written([changed], raindanceExternal).at(-2)?.slice(1);
        expect(Math.round(Number(inside) * 100)).toBe(value);
        expect(outside).toHaveLength(15);
        expect(Number(outside)).toBe(value);
      }),
    );
  });

  it("has rows as long as the profile says, whatever is in them", () => {
    const text = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)),
      maxLength: 150,
    });
    fc.assert(
      fc.property(text, text, (one, two) => {
        const changed = { ...document, text: one || "x", lines: [{ ...line, text: two, details: [two] }] };
        const rows = written([changed], { ...raindanceInternal, overlong: "cut" });
        expect(rows.map((row) => row.length)).toEqual([8, 132, 102, 104, 102, 132, 17, 0]);
      }),
    );
  });
});

describe("a profile", () => {
  const schema = JSON.parse(
    readFileSync(
      join(resolve(import.meta.dirname, "../../.."), "docs/internal-debiting.schema.json"),
      "utf8",
    ),
  ) as object;
  const isValid = new Ajv2020().compile(schema);

  it("is data: another ledger's layout needs no other program", () => {
    const other: Profile = {
      profile: "other",
      name_sv: "Annan ekonomi",
      name_en: "Another ledger",
      encoding: "utf-8",
      line_end: "crlf",
      records: [
        {
          for: "posting",
          fields: [
            { at: 0, length: 6, value: "posting.account" },
            { at: 6, length: 10, value: "posting.amount", point: ",", align: "right" },
            { at: 16, length: 10, value: "document.day", day: "yyyy-MM-dd" },
          ],
        },
        { for: "file-end", fields: [{ at: 0, length: 5, value: "file.documents", pad: "0" }] },
      ],
    };
    expect(isValid(other)).toBe(true);
    expect(written([document], other)).toEqual(["936300   1234,562024-03-31\r", "00001\r", ""]);
  });

  it("is refused with every fault, by the program and by the schema", () => {
    for (const profile of [raindanceInternal, raindanceExternal]) {
      expect(isValid(profile)).toBe(true);
      expect(readProfile(profile).ok).toBe(true);
    }
    const bad = {
      ...raindanceInternal,
      encoding: "ebcdic",
      records: [
        { for: "lunch", fields: [{ at: 0, length: 0, literal: "X" }] },
        { for: "line", fields: [{ at: 0, length: 2, value: "line.colour" }] },
        {
          for: "file-start",
          fields: [
            { at: 0, length: 4, literal: "ABCDEF" },
            { at: 2, length: 2, value: "line.text" },
          ],
        },
      ],
    };
    expect(isValid(bad)).toBe(false);
    const result = readProfile(bad);
    expect(
      result.ok ? [] : result.problems.map((problem) => problem.message_en.split(": ").slice(1).join(": ")),
    ).toEqual([
      'encoding is one of "iso-8859-1", "utf-8".',
      expect.stringContaining("records[0].for is one of"),
      "records[0].fields[0]: at and length are whole numbers.",
      "records[1].fields[0]: line.colour is no value.",
      "records[2].fields[0]: ABCDEF does not fit.",
      "records[2].fields[1] begins before the field before it ends.",
      "records[2].fields[1]: there is no line.text in file-start.",
    ]);
    expect(readProfile(null).ok).toBe(false);
  });
});
