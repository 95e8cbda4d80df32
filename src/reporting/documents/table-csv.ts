import { printValue } from "../facts/index.ts";
import type { BoundTable } from "./bound.ts";

/** The data behind a printed table: the same rows with every decimal, semicolon-separated. */
export function tableCsv(table: BoundTable): string {
  const cell = (text: string): string => (/[;"\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const lines = [
    table.head.map(cell).join(";"),
    ...table.rows.map((row) =>
      [row.label, ...row.cells.map((one) => (one.formula === "" ? one.text : exact(one)))]
        .map(cell)
        .join(";"),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

/** An amount in kronor with öre, anything else with the decimals it has; a point, no group space, a plain minus. */
function exact({ value, text }: BoundTable["rows"][number]["cells"][number]): string {
  if (value.kind !== "number") return value.kind === "nothing" ? "" : text;
  const decimals = value.unit === "ore" ? 2 : 6;
  const printed = printValue(value, { language: "en", money: "kr", decimals })
    .replace(/\u00a0/g, "")
    .replace("\u2212", "-");
  return value.unit === "ore" ? printed : printed.replace(/\.?0+$/, "");
}
