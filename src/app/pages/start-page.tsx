import { customersPage, customerYearView } from "../../economy/invoicing/pages/customer-page.tsx";
import type { Ore } from "../../kernel/index.ts";
import { ore, zeroOre } from "../../kernel/index.ts";
import { formatAmount, formatPeriod } from "../../platform/language/index.ts";
import { type Page, say, staffRoles, Title, type View, type Visit } from "../../platform/web/index.ts";
import { whatStops } from "../../economy/closing/index.ts";
import { type Desk, deskOf } from "../todo.ts";
import { yearPage } from "./year-page.tsx";

/** What waits for the provider's own people; for a customer, its own year, or its companies'. */
export const startPage: Page = {
  path: "/",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const { role, customers, login } = visit.person;
    const [only] = customers;
    if (role === "customer" && customers.length > 1) return customersPage.render(visit);
    if (role === "customer" && only !== undefined) return customerYearView(visit, only);
    // The board asks how the year went, not what there is to do.
    if (role === "board") return yearPage.render(visit);
    const { id, year } = visit.provider;
    const desk = await visit.recall(`desk:${year}:${login}`, (tx) =>
      deskOf(tx, id, { person: visit.person, year }),
    );
    return deskView(visit, desk);
  },
};

function deskView(visit: Visit, desk: Desk): View {
  const { todos } = desk;
  const title = say(visit, "Att göra", "To do");
  const lead =
    todos.length === 0
      ? say(visit, "Inget väntar på dig just nu.", "Nothing waits for you right now.")
      : todos.length === 1
        ? say(visit, "En sak väntar på dig.", "One thing waits for you.")
        : say(visit, `${todos.length} saker väntar på dig.`, `${todos.length} things wait for you.`);
  return {
    title,
    body: (
      <>
        <Title lead={lead}>{title}</Title>
        {todos.length === 0 ? null : (
          <ul class="tasks">
            {todos.map((one) => (
              <li>
                <div class="task">
                  <span class="tick todo" aria-hidden="true" />
                  <div>
                    <a href={one.path}>{say(visit, one.sv, one.en)}</a>
                    <span class="beneath">{say(visit, one.aboutSv, one.aboutEn)}</span>
                  </div>
                  <span />
                </div>
              </li>
            ))}
          </ul>
        )}
        <MonthInShort visit={visit} desk={desk} />
        <YearInShort visit={visit} desk={desk} />
      </>
    ),
  };
}

/** The month in turn: how far it has come, and what stops it. */
function MonthInShort({ visit, desk: { month } }: { visit: Visit; desk: Desk }) {
  const counted = month.steps.filter((step) => step.state !== "none");
  const done = counted.filter((step) => step.state === "done" || step.state === "seen").length;
  const stops = whatStops(month.steps);
  return (
    <>
      <h2>
        {say(visit, "Månaden", "The month")}: {formatPeriod(month.period, visit.language)}
      </h2>
      <section class={month.state === "open" && stops !== undefined ? "standing stops" : "standing"}>
        <p>
          {month.state === "closed"
            ? say(visit, `Stängd av ${month.closedBy ?? ""}.`, `Closed by ${month.closedBy ?? ""}.`)
            : stops === undefined
              ? say(visit, "Inget stoppar.", "Nothing stops.")
              : say(
                  visit,
                  `Stoppar: ${stops.sv}. ${stops.tellsSv}`,
                  `Stops: ${stops.en}. ${stops.tellsEn}`,
                )}{" "}
          <a href={`/month?period=${month.period}`}>{say(visit, "Till stängningen", "To the closing")}</a>
        </p>
        <p class="kicker-line">
          <progress
            max={counted.length}
            value={done}
            aria-label={say(visit, "Klara steg", "Steps that are done")}
          />{" "}
          {say(visit, `${done} av ${counted.length} steg`, `${done} of ${counted.length} steps`)}
        </p>
      </section>
    </>
  );
}

/** The year in four figures, each to its page. */
function YearInShort({ visit, desk: { story } }: { visit: Visit; desk: Desk }) {
  const { year, income, departments, billing } = story;
  const amountOf = (statement: typeof income, row: string): Ore => {
    const figure = statement.rows.find((candidate) => candidate.layout.id === row)?.values.actual;
    return figure?.unit === "ore" ? figure.amountOre : zeroOre;
  };
  const cards: readonly (readonly [string, Ore, string, string])[] = [
    [
      say(visit, "Tjänsternas kostnad", "Cost of services"),
      ore(-amountOf(income, "costs")),
      say(visit, "per tjänst, mot budget", "by service, against budget"),
      "/services",
    ],
    [
      say(visit, "Fakturerat", "Invoiced"),
      billing.netOre,
      say(visit, `${billing.documents} dokument`, `${billing.documents} documents`),
      "/runs",
    ],
    [
      say(visit, "Före återreglering", "Before settlement"),
      amountOf(departments, "before-settlement"),
      say(visit, "avdelningarnas resultat", "the departments' result"),
      `/statements/departments?year=${year}`,
    ],
    [
      say(visit, "Årets resultat", "Result of the year"),
      amountOf(departments, "result"),
      say(visit, "hela året i sex steg", "the whole year in six steps"),
      "/year",
    ],
  ];
  return (
    <>
      <h2>{say(visit, `Året ${year}`, `The year ${year}`)}</h2>
      <ul class="story">
        {cards.map(([label, amountOre, small, path]) => (
          <li>
            <a class="card" href={path}>
              <span class="kicker">{label}</span>
              <span class="big">
                {formatAmount(amountOre, visit.language, "mnkr")}
                <span class="unit"> mnkr</span>
              </span>
              <span class="small">{small}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
