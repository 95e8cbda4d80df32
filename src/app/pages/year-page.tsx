import type { Ore } from "../../kernel/index.ts";
import { zeroOre } from "../../kernel/index.ts";
import { formatAmount, formatCount } from "../../platform/language/index.ts";
import {
  type Page,
  say,
  staffRoles,
  Title,
  type View,
  type Visit,
  Waterfall,
  type WaterfallStep,
} from "../../platform/web/index.ts";
import type { Statement } from "../../economy/statements/index.ts";
import { Steering } from "./steering.tsx";
import { storyOf, type YearStory } from "../story.ts";

/** The year's story, in the order it happened. */
export const yearPage: Page = {
  path: "/year",
  allow: staffRoles,
  async render(visit) {
    const { id, year } = visit.provider;
    return storyView(visit, await visit.recall(`story:${year}`, (tx) => storyOf(tx, id, year)));
  },
};

function amountOf(statement: Statement, row: string): Ore {
  const figure = statement.rows.find((candidate) => candidate.layout.id === row)?.values.actual;
  return figure?.unit === "ore" ? figure.amountOre : zeroOre;
}

/** The same row by the latest forecast; nothing where no forecast is shown. */
function forecastOf(statement: Statement, row: string): Ore | undefined {
  const figure = statement.rows.find((candidate) => candidate.layout.id === row)?.values.forecast;
  return figure?.unit === "ore" ? figure.amountOre : undefined;
}

function storyView(visit: Visit, story: YearStory): View {
  const { year, income, departments } = story;
  const mnkr = (amount: Ore): string => `${formatAmount(amount, visit.language, "mnkr")} mnkr`;
  const count = (value: number): string => formatCount(value, visit.language);
  const before = amountOf(departments, "before-settlement");
  const settled = amountOf(departments, "settlement");
  const result = amountOf(departments, "result");
  const foreseen = forecastOf(departments, "before-settlement");
  const title = say(visit, `Året ${year}`, `The year ${year}`);
  return {
    title,
    body: (
      <>
        <Title
          lead={say(
            visit,
            `Tjänsterna kostade ${mnkr(-amountOf(income, "costs") as Ore)}. Innan återregleringen blev resultatet ${mnkr(before)}; ${mnkr(-settled as Ore)} gick tillbaka till kunderna och ${mnkr(result)} blev kvar.`,
            `The services cost ${mnkr(-amountOf(income, "costs") as Ore)}. Before settlement the result was ${mnkr(before)}; ${mnkr(-settled as Ore)} went back to the customers and ${mnkr(result)} remained.`,
          )}
        >
          {title}
        </Title>
        <ol class="story six">
          <li>
            <a class="card" href={`/statements/income?year=${year}`}>
              <span class="kicker">1 · {say(visit, "Bokföringen", "The books")}</span>
              <span class="big">{count(story.books.lines)}</span>
              <span class="small">
                {say(
                  visit,
                  `rader i ${count(story.books.vouchers)} verifikationer`,
                  `lines in ${count(story.books.vouchers)} vouchers`,
                )}
              </span>
            </a>
          </li>
          <li>
            <a class="card" href="/services">
              <span class="kicker">2 · {say(visit, "Tjänsternas kostnad", "Cost of services")}</span>
              <span class="big">{mnkr(-amountOf(income, "costs") as Ore)}</span>
              <span class="small">
                {say(visit, "fördelad till varje tjänst", "allocated to each service")}
              </span>
            </a>
          </li>
          <li>
            <a class="card" href="/price-list">
              <span class="kicker">3 · {say(visit, "Prislistan", "The price list")}</span>
              <span class="big">
                {story.priceList?.version ?? say(visit, "Inte beslutad", "Not decided")}
              </span>
              <span class="small">
                {story.priceList === undefined
                  ? ""
                  : `${story.priceList.board}, ${story.priceList.decidedOn}, ${story.priceList.paragraph}`}
              </span>
            </a>
          </li>
          <li>
            <a class="card" href="/runs">
              <span class="kicker">4 · {say(visit, "Faktureringen", "Billing")}</span>
              <span class="big">{mnkr(story.billing.netOre)}</span>
              <span class="small">
                {say(
                  visit,
                  `${count(story.billing.documents)} fakturor och kreditnotor i ${story.billing.runs} körningar`,
                  `${count(story.billing.documents)} invoices and credit notes in ${story.billing.runs} runs`,
                )}
              </span>
            </a>
          </li>
          <li>
            <a class="card" href="/settlements">
              <span class="kicker">5 · {say(visit, "Återregleringen", "The settlement")}</span>
              <span class="big">{mnkr(-settled as Ore)}</span>
              <span class="small">
                {say(visit, "tillbaka till dem som betalat", "back to those who paid")}
              </span>
            </a>
          </li>
          <li>
            <a class="card" href={`/statements/summary?year=${year}`}>
              <span class="kicker">6 · {say(visit, "Resultatet", "The result")}</span>
              <span class="big">{mnkr(result)}</span>
              <span class="small">
                {foreseen === undefined
                  ? say(visit, "stannar i eget kapital", "stays in equity")
                  : say(
                      visit,
                      `stannar i eget kapital. Före återreglering ${mnkr(before)}, prognosen var ${mnkr(foreseen)}`,
                      `stays in equity. Before settlement ${mnkr(before)}, the forecast was ${mnkr(foreseen)}`,
                    )}
              </span>
            </a>
          </li>
        </ol>
        <h2>
          {say(
            visit,
            "Från avdelningarnas resultat till årets",
            "From the departments' results to the year's",
          )}
        </h2>
        <p class="note">
          {say(
            visit,
            `Miljoner kronor ${year}. Varje rad leder till sitt underlag.`,
            `Million kronor ${year}. Every row leads to its basis.`,
          )}
        </p>
        <Waterfall visit={visit} steps={waterfallOf(visit, departments)} />
        <Steering visit={visit} steering={story.steering} />
      </>
    ),
  };
}

/** The rows of the departments statement as steps; its totals stand on the ground. */
function waterfallOf(visit: Visit, departments: Statement): WaterfallStep[] {
  const totals = ["before-settlement", "result"];
  return departments.rows
    .filter((row) => row.layout.rule !== "heading" && amountOf(departments, row.layout.id) !== 0)
    .map((row) => ({
      label: visit.language === "sv" ? row.layout.label_sv : row.layout.label_en,
      amountOre: amountOf(departments, row.layout.id),
      total: totals.includes(row.layout.id),
      path: `/explain/${encodeURIComponent(`statement:departments:${departments.year}:${row.layout.id}:actual`)}`,
    }));
}
