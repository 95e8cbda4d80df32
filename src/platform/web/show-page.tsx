import type { Context } from "hono";
import { Frame } from "./components/frame.tsx";
import { PageRoom } from "./components/page-context.ts";
import { missingView } from "./components/plain.tsx";
import { localPath } from "./local-path.ts";
import { carryChoices, keptChoices } from "./navigation.ts";
import { printedTable, tableCsv, tableWorkbook } from "./table-files.ts";
import type { Entry, View, Visit } from "./visit.ts";

/** A page as its reader gets it: in its frame, or one of its tables as a file. */
export async function showPage(
  c: Context,
  {
    visit,
    view,
    entries,
  }: { readonly visit: Visit; readonly view: View; readonly entries: readonly Entry[] },
): Promise<Response> {
  if (view.instead !== undefined) return c.redirect(localPath(view.instead), 303);
  const body = await rendered(
    <PageRoom.Provider value={{ visit, tables: 0 }}>{view.body}</PageRoom.Provider>,
  );
  const as = visit.query("as");
  if (as === "csv" || as === "xlsx") return tableFile(c, { visit, view, entries, as, body });
  const choices = keptChoices(visit.path);
  const framed = await rendered(<Frame visit={visit} view={view} entries={entries} body={body} />);
  return c.html(carryChoices(framed, choices), view.status ?? 200);
}

/** The markup of a node; a promise of it where something within is one. */
async function rendered(node: { toString(): string | Promise<string> }): Promise<string> {
  const markup: string | Promise<string> = node.toString();
  return markup;
}

async function tableFile(
  c: Context,
  {
    visit,
    view,
    entries,
    as,
    body,
  }: {
    readonly visit: Visit;
    readonly view: View;
    readonly entries: readonly Entry[];
    readonly as: "csv" | "xlsx";
    readonly body: string;
  },
): Promise<Response> {
  const { language } = visit;
  const table = printedTable(body, Number(visit.query("table") ?? "1"));
  const bytes =
    table === undefined
      ? undefined
      : as === "csv"
        ? tableCsv(table, language)
        : await tableWorkbook(table, { language, madeAt: visit.now });
  if (bytes === undefined) {
    const missing = missingView(visit);
    return c.html(<Frame visit={visit} view={missing} entries={entries} />, 404);
  }
  const name = view.title
    .toLowerCase()
    .replaceAll(/[åä]/g, "a")
    .replaceAll("ö", "o")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  c.header(
    "content-type",
    as === "csv"
      ? "text/csv; charset=utf-8"
      : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  );
  c.header("content-disposition", `attachment; filename="${name || "tabell"}.${as}"`);
  return c.body(typeof bytes === "string" ? bytes : new Uint8Array(bytes));
}
