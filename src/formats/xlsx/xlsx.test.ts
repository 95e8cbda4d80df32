import { readXlsx } from "hucre/xlsx";
import { strFromU8, unzipSync } from "../zip/unzip.testing.ts";
import { describe, expect, it } from "vitest";
import { ore } from "../../kernel/index.ts";
import { type Workbook, writeWorkbook } from "./index.ts";

const madeAt = new Date("2024-03-31T12:00:00Z");

const book: Workbook = {
  title: "Specifikation",
  sheets: [
    {
      name: "UF-1/2024",
      columns: [
        { header: "Tjänst", key: "text", kind: "text" },
        { header: "Belopp", key: "amount", kind: "kronor" },
        { header: "Antal", key: "quantity", kind: "micro" },
        { header: "Dag", key: "day", kind: "day" },
        { header: "Rad", key: "line", kind: "whole" },
      ],
      rows: [
        {
          text: "Lön & HR <b>",
          amount: ore(-123_456),
          quantity: 1_500_000,
          day: "2024-02-29",
          line: 1,
        },
        {
          text: '=HYPERLINK("http://x")',
          amount: ore(9_007_199_254_740),
          quantity: null,
          day: "1999-12-31",
          line: 2,
        },
        { text: "\u0000\u0007@SUM(A1)", amount: undefined, quantity: 1, day: "2100-03-01", line: 3 },
      ],
    },
  ],
};

async function written(): Promise<Uint8Array> {
  const result = await writeWorkbook(book, { madeAt });
  if (!result.ok) throw new Error("refused");
  return result.value;
}

describe("a workbook", () => {
  it("has numbers and days as such, and reads back", async () => {
    const [sheet] = (await readXlsx(await written())).sheets;
    expect(sheet?.name).toBe("UF-1-2024");
    const days = ["2024-02-29", "1999-12-31", "2100-03-01"].map((day) => new Date(`${day}T00:00:00Z`));
    expect(sheet?.rows).toEqual([
      ["Tjänst", "Belopp", "Antal", "Dag", "Rad"],
      ["Lön & HR <b>", -1234.56, 1.5, days[0], 1],
      ['=HYPERLINK("http://x")', 90_071_992_547.4, null, days[1], 2],
      ["@SUM(A1)", null, 0.000001, days[2], 3],
    ]);
  });

  it("holds no formula, keeps its header in sight and is the same bytes again", async () => {
    const bytes = await written();
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(Buffer.compare(bytes, await written())).toBe(0);
    const sheet = strFromU8(unzipSync(bytes).get("xl/worksheets/sheet1.xml"));
    expect(sheet).not.toContain("<f>");
    expect(sheet).toContain('state="frozen"');
    expect(sheet).toContain('<autoFilter ref="A1:E4"');
  });

  it("is refused above what Excel takes", async () => {
    const rows = Array.from({ length: 1_048_576 }, () => ({}));
    const result = await writeWorkbook({ title: "x", sheets: [{ ...book.sheets[0]!, rows }] }, { madeAt });
    expect(result.ok ? "" : result.problems[0]?.code).toBe("xlsx.too-many-rows");
  });
});
