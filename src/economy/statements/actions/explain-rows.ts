import type { BookedLine, Opening } from "../../ledger/actions/index.ts";
import type { SeeAlso } from "../../ledger/index.ts";
import { cellTaker, classifyCells } from "../index.ts";
import { statementReader } from "./explain-books.ts";

/** The statements whose rows a line of the books stands in, in the order a reader meets them. */
const read = ["income", "balance", "summary", "departments"] as const;

/** The rows of the year's statements that a voucher line stands in: by the very rule that the rows select by. */
export async function rowsOfLine(opening: Opening, line: BookedLine): Promise<SeeAlso[]> {
  const reader = await statementReader(opening, line.fiscalYear);
  const classified = classifyCells([{ ...line, scenario: "actual", flow: "movement" }], reader.registers);
  if (!classified.ok) return [];
  const [cell] = classified.value;
  if (cell === undefined) return [];
  return read.flatMap((name) => {
    const layout = reader.layouts.find((one) => one.id === name);
    if (layout === undefined) return [];
    const rows = new Map(layout.rows.map((row) => [row.id, row]));
    return layout.rows.flatMap((row): SeeAlso[] => {
      if (row.rule !== "select" || row.hidden === true || !cellTaker(row, rows, layout.basis)(cell))
        return [];
      return [
        {
          id: `statement:${name}:${line.fiscalYear}:${row.id}:actual`,
          label_sv: `${layout.title_sv} ${line.fiscalYear}: ${row.label_sv}`,
          label_en: `${layout.title_en} ${line.fiscalYear}: ${row.label_en}`,
        },
      ];
    });
  });
}
