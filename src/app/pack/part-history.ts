import { catalogueOf } from "../../service/catalogue/actions/index.ts";
import { customerCodes } from "../../service/customers/actions/index.ts";
import { loadHistory } from "../../economy/invoicing/actions/index.ts";
import { type Problem, Refusal } from "../../kernel/index.ts";
import { keepSourceLines } from "../../platform/registers/actions/index.ts";
import { filesOf, type LoadContext, type PackPart } from "./context.ts";
import { readRows, type Register, unknownReferences } from "./reading.ts";
import { historyColumns } from "./tables.ts";

/** Lines that a predecessor system issued, a file per year, so that credits can point at them. */
export const historyPart: PackPart = {
  name: "history",
  owns: (path) => /^history\/invoices-20\d\d\.csv$/.test(path),
  async load(context) {
    const files = filesOf(historyPart, context);
    if (files.length === 0) return;
    const { tx, provider, actor, now } = context;
    const registers = await registersOf(context);
    for (const file of files) {
      context.progress(file.path);
      const problems: Problem[] = [];
      const { rows } = readRows(file, historyColumns, problems);
      problems.push(...unknownReferences(file.path, rows, "customer", registers.customers));
      problems.push(...unknownReferences(file.path, rows, "service", registers.services));
      if (problems.some((problem) => problem.severity === "stop")) throw new Refusal(problems);
      context.warn(problems);
      const loaded = await loadHistory(
        tx,
        provider,
        {
          year: Number(file.path.slice("history/invoices-".length, -".csv".length)),
          rows: rows.map((row) => ({
            invoice: row.invoice,
            day: row.day,
            customer: row.customer,
            item: row.item,
            service: row.service,
            activity: row.activity,
            period: row.period,
            amountOre: row.amount,
          })),
        },
        { actor, now },
      );
      await keepSourceLines(tx, provider, [{ file: file.path, rows: linesByInvoice(rows) }]);
      context.told({
        file: file.path,
        outcome: loaded.documents === 0 ? "unchanged" : "loaded",
        counts: { documents: loaded.documents, lines: loaded.lines },
      });
    }
  },
};

/** An invoice's lines are numbered in the order of their file. */
function linesByInvoice(
  rows: readonly { readonly invoice: string; readonly line: number }[],
): { readonly key: string; readonly line: number }[] {
  const counts = new Map<string, number>();
  return rows.map(({ invoice, line }) => {
    const number = (counts.get(invoice) ?? 0) + 1;
    counts.set(invoice, number);
    return { key: `${invoice} ${number}`, line };
  });
}

async function registersOf({
  tx,
  provider,
}: LoadContext): Promise<{ readonly customers: Register; readonly services: Register }> {
  const { services } = await catalogueOf(tx, provider);
  return {
    customers: {
      sv: "kunderna",
      en: "customers",
      codes: new Set(await customerCodes(tx, provider)),
    },
    services: { sv: "tjänsterna", en: "services", codes: new Set(services.map((one) => one.service)) },
  };
}
