import { Refusal } from "../../../kernel/index.ts";
import { addEntry, entriesOf } from "../../../platform/registers/actions/index.ts";
import { type RegisterDefinition, textsOf } from "../../../platform/registers/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { chapters, reports } from "../index.ts";
import { writingReports } from "../mandates.ts";
import { problemOf } from "../problems.ts";
import { reportNamed } from "./build.ts";

/** Copies a report to another year: every chapter is a draft again and stale until somebody has read it through. */
export async function copyReport(
  tx: Transaction,
  provider: string,
  { from, to, year }: { readonly from: string; readonly to: string; readonly year: number },
  doing: { readonly actor: string; readonly now: string },
): Promise<number> {
  await requireMandate(tx, provider, doing.actor, writingReports);
  const source = await reportNamed(tx, provider, { report: from });
  if ((await entriesOf(tx, provider, reports)).some((one) => one.report === to))
    throw new Refusal([
      problemOf(
        "documents.there-already",
        { text: to },
        { message_sv: `Rapporten ${to} finns redan.`, message_en: `The report ${to} is there already.` },
      ),
    ]);
  const report = reports as unknown as RegisterDefinition;
  const chapter = chapters as unknown as RegisterDefinition;
  const dated = `${year + 1}${source.dated.slice(4)}`;
  const title = source.title.replaceAll(String(source.year), String(year));
  const subtitle = source.subtitle.replaceAll(String(source.year), String(year));
  await addEntry(
    tx,
    provider,
    report,
    { ...textsOf(report, source), report: to, year: String(year), dated, title, subtitle },
    doing,
  );
  const written = (await entriesOf(tx, provider, chapters)).filter((one) => one.report === from);
  for (const one of written)
    await addEntry(
      tx,
      provider,
      chapter,
      { ...textsOf(chapter, one), report: to, state: "draft", stale: "1", deadline: "" },
      doing,
    );
  return written.length;
}
