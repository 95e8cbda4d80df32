import { writeWorkbook } from "../../formats/xlsx/index.ts";
import type { Language } from "../language/index.ts";

/** A table of a page, as it is printed there. */
export interface PrintedTable {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads one table out of a page that we have rendered ourselves, so that every table of every page can be taken along without a word of its own about
 * it, and never with more in it than the reader was shown.
 */
export function printedTable(html: string, number: number): PrintedTable | undefined {
  const start = html.indexOf(`data-number="${number}"`);
  if (start < 0) return undefined;
  const region = html.lastIndexOf('<div class="table-room"', start);
  const label = /aria-label="([^"]*)"/.exec(html.slice(region, start))?.[1] ?? "";
  const table = html.slice(start, html.indexOf("</table>", start));
  const rows = [...table.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = ""]) => cellsOf(row));
  const headed = table.includes("<thead");
  return { label: plain(label), heads: headed ? (rows[0] ?? []) : [], rows: headed ? rows.slice(1) : rows };
}

function cellsOf(row: string): string[] {
  const cells: string[] = [];
  for (const [, attributes = "", content = ""] of row.matchAll(
    /<t[hd]([^>]*)>([\s\S]*?)<\/t[hd]>|<t[hd][^>]*\/>/g,
  )) {
    cells.push(plain(content));
    const span = Number(/colspan="(\d+)"/.exec(attributes)?.[1] ?? "1");
    for (let more = 1; more < span; more++) cells.push("");
  }
  return cells;
}

/** The words of a piece of markup: what stands beneath a name on a line of its own becomes a remark after a comma. */
function plain(markup: string): string {
  return markup
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, "")
    .replaceAll(/<span class="narrow[^>]*>[\s\S]*?<\/span>/g, "")
    .replaceAll(/<span class="beneath">\s*/g, ", ")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** A printed figure as a number: "−1 234,50" is -1234.5. Nothing for what is no figure. */
export function numberIn(text: string, language: Language): number | undefined {
  const bare = text.replaceAll(/[\u00a0\u202f ]/g, "").replace("\u2212", "-");
  const swedish = /^[-+]?\d+(,\d+)?$/;
  const english = /^[-+]?\d{1,3}(,?\d{3})*(\.\d+)?$/;
  if (language === "sv") return swedish.test(bare) ? Number(bare.replace(",", ".")) : undefined;
  return english.test(bare) ? Number(bare.replaceAll(",", "")) : undefined;
}

/** As a spreadsheet of the reader's language opens it by itself: semicolons and decimal commas in Swedish. */
export function tableCsv({ heads, rows }: PrintedTable, language: Language): string {
  const mark = language === "sv" ? ";" : ",";
  const cell = (text: string): string => {
    const number = numberIn(text, language);
    if (number !== undefined) return language === "sv" ? String(number).replace(".", ",") : String(number);
    // A text that a spreadsheet would take for a formula is kept a text.
    const safe = /^[=+\-@\t]/.test(text) && text !== "-" ? `'${text}` : text;
    return safe.includes(mark) || /["\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [heads, ...rows].filter((row) => row.length > 0).map((row) => row.map(cell).join(mark));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/** The same as a workbook: figures are numbers that can be summed. */
export async function tableWorkbook(
  table: PrintedTable,
  { language, madeAt }: { readonly language: Language; readonly madeAt: string },
): Promise<Uint8Array | undefined> {
  const width = Math.max(table.heads.length, ...table.rows.map((row) => row.length), 1);
  const columns = Array.from({ length: width }, (_, at) => {
    const cells = table.rows.map((row) => row[at] ?? "").filter((text) => text !== "" && text !== "–");
    const isNumber = cells.length > 0 && cells.every((text) => numberIn(text, language) !== undefined);
    return {
      header: table.heads[at] || (at === 0 ? table.label : `${at + 1}`),
      key: `c${at}`,
      kind: isNumber ? ("micro" as const) : ("text" as const),
    };
  });
  const rows = table.rows.map((row) =>
    Object.fromEntries(
      columns.map(({ key, kind }, at) => {
        const text = row[at] ?? "";
        const number = kind === "micro" ? numberIn(text, language) : undefined;
        return [key, kind === "text" ? text : number === undefined ? null : Math.round(number * 1_000_000)];
      }),
    ),
  );
  const book = await writeWorkbook(
    { title: table.label, sheets: [{ name: table.label || "Tabell", columns, rows }] },
    { madeAt: new Date(madeAt) },
  );
  return book.ok ? book.value : undefined;
}
