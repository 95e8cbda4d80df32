import fc from "fast-check";
import { expect, test } from "vitest";
import { readTable } from "../../../formats/csv/index.ts";
import { type Problem, Refusal } from "../../../kernel/index.ts";
import { usageColumns, usageEventOf, UsageScanner } from "../index.ts";
import type { UsageRow } from "./read-usage.ts";
import { usageRows } from "./usage-rows.ts";

interface ReadFile {
  readonly rows: readonly UsageRow[];
  readonly scanned: number;
}

/** Every row as an object, and whether any of them came out of the scanner. */
async function read(chunks: readonly Uint8Array[]): Promise<ReadFile | readonly Problem[]> {
  const rows: UsageRow[] = [];
  let scanned = 0;
  try {
    for await (const batch of usageRows("u.csv", chunks)) {
      if (batch instanceof UsageScanner) {
        scanned += batch.count;
        for (let i = 0; i < batch.count; i++) rows.push(batch.rowAt(i));
      } else if (Array.isArray(batch)) rows.push(...(batch as readonly UsageRow[]));
    }
  } catch (error) {
    if (error instanceof Refusal) return error.problems;
    throw error;
  }
  return { rows, scanned };
}

function whole(text: string): unknown {
  const table = readTable(text, { file: "u.csv", columns: usageColumns });
  return table.ok ? table.value.values.map(usageEventOf) : table.problems;
}

const header = "event_id;day;item;customer;quantity";

test("plain rows are scanned: any order of the columns, either line end, either decimal, a last line left open", async () => {
  for (const [text, quantity] of [
    [`${header}\na;2024-01-31;PC;FÖR;1,5\nb;2024-02-29;PC;GRU;12\n`, 1_500_000],
    ["\ufeffKund,Antal,Dag,Händelse,Post\r\nFÖR,.000001,2024-01-31,a,PC\r\nGRU,12,2024-02-29,b,PC", 1],
    [`${header}\na;2024-01-31;PC;FÖR;999999999.999999\nb;2024-02-29;PC;GRU;12\n`, 999_999_999_999_999],
  ] as const) {
    expect(await read([Buffer.from(text)])).toEqual({
      scanned: 2,
      rows: [
        { eventId: "a", day: "2024-01-31", item: "PC", customer: "FÖR", quantityMicro: quantity, line: 2 },
        { eventId: "b", day: "2024-02-29", item: "PC", customer: "GRU", quantityMicro: 12_000_000, line: 3 },
      ],
    });
  }
});

test("whatever the file, the rows and the problems are those of the general reader", async () => {
  const cell = {
    id: fc.oneof(
      { weight: 9, arbitrary: fc.stringMatching(/^[A-Z0-9]{1,9}$/) },
      fc.constantFrom("", '"x;y"', "å", "'=1", " a", "-1"),
    ),
    day: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom("2024-01-31", "2024-02-29") },
      fc.constantFrom("20240131", "2024-02-30", "igår", ""),
    ),
    code: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom("PC", "FÖR", "Å-1") },
      fc.constantFrom("", "FÃ–R", '"PC"', "P\u00a0C", "\u2212"),
    ),
    quantity: fc.oneof(
      { weight: 9, arbitrary: fc.nat(10 ** 9).map((n) => String(n / 1000)) },
      fc.constantFrom("-1", "1 000", "1,5", "1.2345678", "9999999999", "1e3", ".", ""),
    ),
  };
  const row = fc
    .tuple(cell.id, cell.day, cell.code, cell.code, cell.quantity)
    .map((cells) => cells.join(";"));
  const line = fc.oneof(
    { weight: 20, arbitrary: row },
    fc.constantFrom("", "a;b", ";;;;", "a;b;c;d;e;f", '"'),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 12 }),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      fc.integer({ min: 1, max: 400 }),
      async (lines, end, closed, size) => {
        const text = [header, ...lines].join(end) + (closed ? end : "");
        const bytes = Buffer.from(text);
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        const found = await read(chunks);
        const rows = "rows" in found ? found.rows : found;
        expect(rows).toEqual(whole(text));
      },
    ),
    { numRuns: 300 },
  );
});

test("a file that is no usage file is refused as by the general reader", async () => {
  for (const text of ["", header, `${header}\n`, "a;b\n1;2\n", "<html>\n<body>", "event_id;day\n"]) {
    const found = await read(text === "" ? [] : [Buffer.from(text)]);
    const rows = "rows" in found ? found.rows : found;
    expect(rows).toEqual(whole(text));
  }
});
