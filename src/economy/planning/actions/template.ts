import { readFilled } from "../../../formats/xlsx/actions/index.ts";
import { writeForm } from "../../../formats/xlsx/index.ts";
import { type Period, Refusal, required } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { inLanguage, type Language, monthName } from "../../../platform/language/index.ts";
import { accountNamesOf } from "../../ledger/actions/index.ts";
import { type CellPlace, chosenRows, readTemplate, templateOf, type WorkingPlan } from "../index.ts";
import type { DraftCell } from "./entry.ts";
import { requiredWorking } from "./working.ts";

/** Which rows somebody wants to see: of one cost centre, one service, accounts that begin so. */
export interface RowChoice {
  readonly costCentre?: string;
  readonly service?: string;
  readonly account?: string;
}

/** The template of a plan as a workbook (mall), of all its rows or of those that are wanted. */
export async function templateFile(
  tx: Transaction,
  provider: string,
  {
    plan,
    choice,
    language,
    now,
  }: { readonly plan: string; readonly choice: RowChoice; readonly language: Language; readonly now: string },
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const working = await requiredWorking(tx, provider, plan);
  const names = await accountNames(tx, provider, working.fiscalYear);
  const say = (sv: string, en: string): string => inLanguage(language, { sv, en });
  const sheets = templateOf(working, provider, chosenRows(working.rows, choice), {
    title: `${plan} · ${Object.values(choice).join(" ")}`.replace(/ · $/, ""),
    lead: say(
      "Skriv i de gula cellerna: kronor, intäkter med minus. Allt annat är låst. Skicka in filen på planens sida.",
      "Write in the yellow cells: kronor, revenue with a minus. All else is locked. Send the file in on the page of the plan.",
    ),
    heads: {
      account: say("Konto", "Account"),
      costCentre: say("Ansvar", "Cost centre"),
      project: say("Projekt", "Project"),
      service: say("Tjänst", "Service"),
      customer: say("Kund", "Customer"),
      counterparty: say("Motpart", "Counterparty"),
    },
    accountName: say("Kontonamn", "Account name"),
    sum: say("Summa", "Total"),
    check: {
      title: say("Inget belopp", "Not an amount"),
      message: say(
        "Skriv kronor som ett tal, högst 100 miljarder.",
        "Write kronor as a number, at most 100 billion.",
      ),
    },
    month: (period: Period) => `${monthName(period, language).slice(0, 3)} ${period}`,
    nameOf: (account) => names.get(account) ?? "",
  });
  const bytes = await writeForm({ title: plan, sheets }, { madeAt: new Date(now) });
  const suffix = Object.values(choice)
    .map((one) => `-${one}`)
    .join("");
  return { name: `${plan}${suffix}.xlsx`, bytes };
}

/** Names of accounts in the latest year that has any up to the plan's. */
export async function accountNames(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<ReadonlyMap<string, string>> {
  for (const one of [year, year - 1, year - 2]) {
    const names = await accountNamesOf(tx, provider, one);
    if (names.size > 0) return names;
  }
  return new Map();
}

/** A returned template: what each of its cells says, as a draft, and where it says it. Refused where it is not the template that went out. */
export async function returnedTemplate(
  working: WorkingPlan,
  provider: string,
  sent: { readonly name: string; readonly bytes: Uint8Array },
): Promise<{
  readonly cells: ReadonlyMap<string, DraftCell>;
  readonly revision: number;
  readonly placeOf: (ref: string) => CellPlace;
}> {
  const sheets = required(await readFilled(sent.bytes, sent.name));
  const read = readTemplate(sheets, working, provider, sent.name);
  if ("problems" in read) throw new Refusal(read.problems);
  const { revision, typed, placeOf } = read.template;
  const cells = new Map([...typed].map(([ref, text]) => [ref, { text, revision }]));
  return { cells, revision, placeOf };
}
