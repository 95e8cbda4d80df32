import { monthInTurn, monthOf } from "../economy/closing/actions/index.ts";
import { type Month, whatStops } from "../economy/closing/index.ts";
import { billingRuns, objectionsOf } from "../economy/invoicing/actions/index.ts";
import { answeringObjections, approving } from "../economy/invoicing/mandates.ts";
import { closingPeriods } from "../economy/ledger/index.ts";
import type { Person } from "../platform/access/index.ts";
import { formatPeriod } from "../platform/language/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import { storyOf, type YearStory } from "./story.ts";

/** One thing that waits for a person: what, why it is theirs, and where it is done. */
export interface Todo {
  readonly sv: string;
  readonly en: string;
  readonly aboutSv: string;
  readonly aboutEn: string;
  readonly path: string;
}

/** What the start page is made of: the person's own list, the month in turn, the year so far. */
export interface Desk {
  readonly todos: readonly Todo[];
  readonly month: Month;
  readonly story: YearStory;
}

/** What waits for a person (att göra), from the same data as the pages it leads to: by mandate, never by name alone. */
export async function deskOf(
  tx: Transaction,
  provider: string,
  { person, year }: { readonly person: Pick<Person, "login" | "role">; readonly year: number },
): Promise<Desk> {
  const month = await monthOf(tx, provider, await monthInTurn(tx, provider, year));
  const may = (mandate: { readonly roles: readonly string[] }): boolean =>
    mandate.roles.includes(person.role);
  const todos: Todo[] = [];
  const stops = whatStops(month.steps);
  const [monthSv, monthEn] = [formatPeriod(month.period, "sv"), formatPeriod(month.period, "en")];
  if (may(closingPeriods) && month.state === "open")
    todos.push(
      stops === undefined
        ? {
            sv: `Stäng ${monthSv}`,
            en: `Close ${monthEn}`,
            aboutSv: "Inget stoppar månaden längre.",
            aboutEn: "Nothing stops the month any more.",
            path: `/month?period=${month.period}`,
          }
        : {
            sv: `${capitalised(monthSv)}: ${stops.sv.toLowerCase()}`,
            en: `${monthEn}: ${stops.en.toLowerCase()}`,
            aboutSv: `Det är det som stoppar månaden. ${stops.tellsSv}`,
            aboutEn: `That is what stops the month. ${stops.tellsEn}`,
            path: stops.path,
          },
    );
  if (may(closingPeriods) && month.reopening !== undefined && month.reopening.askedBy !== person.login)
    todos.push({
      sv: `Öppna ${monthSv}?`,
      en: `Reopen ${monthEn}?`,
      aboutSv: `${month.reopening.askedBy}: ${month.reopening.reason}`,
      aboutEn: `${month.reopening.askedBy}: ${month.reopening.reason}`,
      path: `/month?period=${month.period}`,
    });
  for (const run of await billingRuns(tx, provider)) {
    if (run.state !== "rehearsed" || !may(approving) || run.rehearsedBy === person.login) continue;
    const isMonth = run.run === run.period;
    todos.push({
      sv: `Attestera ${isMonth ? formatPeriod(run.period, "sv") : run.run}`,
      en: `Approve ${isMonth ? formatPeriod(run.period, "en") : run.run}`,
      aboutSv: `Provkörd av ${run.rehearsedBy}. ${run.parked.length} kunder är parkerade.`,
      aboutEn: `Rehearsed by ${run.rehearsedBy}. ${run.parked.length} customers are parked.`,
      path: `/runs/${encodeURIComponent(run.run)}`,
    });
  }
  const open = (await objectionsOf(tx, provider)).filter((one) => one.state === "open");
  if (may(answeringObjections))
    for (const one of open)
      todos.push({
        sv: `Besvara invändningen på ${one.invoice}`,
        en: `Answer the objection on ${one.invoice}`,
        aboutSv: `${one.customer}, senast ${one.answerBy}: ${one.text}`,
        aboutEn: `${one.customer}, by ${one.answerBy}: ${one.text}`,
        path: "/objections",
      });
  return { todos, month, story: await storyOf(tx, provider, year) };
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
