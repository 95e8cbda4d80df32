import { parseYear } from "../../../kernel/index.ts";
import { formatQuantity, monthName } from "../../../platform/language/index.ts";
import { ActForm, type Page, say, Table, Title, type Visit } from "../../../platform/web/index.ts";
import { driversToAnswer } from "../actions/index.ts";
import type { AnswerSpan, Driver } from "../index.ts";
import { objectDriverAct, signDriverAct } from "./driver-acts.ts";

/** What a customer is charged by: its own frozen values of a year, to sign off or to object to before they are billed. */
export const driverAnswersPage: Page = {
  path: "/driver-answers",
  allow: ["customer"],
  async render(visit) {
    const year = parseYear(visit.query("year") ?? "") ?? visit.provider.year;
    const asked = await visit.read((tx) => driversToAnswer(tx, visit.provider.id, year));
    const title = say(visit, `Era fördelningsgrunder ${year}`, `Your drivers ${year}`);
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Gemensamma kostnader delas efter de här värdena. De är frysta; godkänn dem, eller invänd och skriv varför.",
              "Common costs are shared by these values. They are frozen; sign them off, or object and say why.",
            )}
          >
            {title}
          </Title>
          <ul class="choices">
            <li>
              <a href={`/driver-answers?year=${year - 1}`}>{say(visit, "Året före", "The year before")}</a>
            </li>
            <li>
              <a href={`/driver-answers?year=${year + 1}`}>{say(visit, "Året efter", "The year after")}</a>
            </li>
          </ul>
          {asked.length === 0 ? (
            <p>
              {say(
                visit,
                `Inga värden är frysta för ${year}; det finns inget att svara på ännu.`,
                `No values are frozen for ${year}; there is nothing to answer yet.`,
              )}
            </p>
          ) : null}
          {asked.map(({ driver, spans }) => (
            <Answers visit={visit} driver={driver} spans={spans} />
          ))}
        </>
      ),
    };
  },
};

function Answers({ visit, driver, spans }: { visit: Visit; driver: Driver; spans: readonly AnswerSpan[] }) {
  const name = visit.language === "sv" ? driver.nameSv : driver.nameEn;
  return (
    <>
      <h2>{name}</h2>
      <p>
        {driver.definition}
        {driver.includes ? (
          <span class="beneath">
            {say(visit, `Räknas med: ${driver.includes}`, `Counted: ${driver.includes}`)}
          </span>
        ) : null}
        {driver.excludes ? (
          <span class="beneath">
            {say(visit, `Räknas inte: ${driver.excludes}`, `Not counted: ${driver.excludes}`)}
          </span>
        ) : null}
      </p>
      <Table label={name}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Kund och månader", "Customer and months")}</th>
            <th scope="col" class="number">
              {say(visit, `Värde, ${driver.unit}`, `Value, ${driver.unit}`)}
            </th>
            <th scope="col">{say(visit, "Ert svar", "Your answer")}</th>
          </tr>
        </thead>
        <tbody>
          {spans.map((span) => (
            <tr>
              <th scope="row">
                {span.customer}
                <span class="beneath">{monthsOf(visit, span)}</span>
              </th>
              <td class="number">{formatQuantity(span.valueMicro, visit.language)}</td>
              <td>
                {stateOf(visit, span)}
                <Forms visit={visit} span={span} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

function Forms({ visit, span: { customer, driver, from, to, state } }: { visit: Visit; span: AnswerSpan }) {
  const values = { customer, driver, from, to };
  return (
    <>
      {state === "signed" ? null : <ActForm visit={visit} act={signDriverAct} values={values} />}
      {state === "objected" ? null : (
        <details>
          <summary>{say(visit, "Invänd", "Object")}</summary>
          <ActForm visit={visit} act={objectDriverAct} values={values} quiet />
        </details>
      )}
    </>
  );
}

function monthsOf(visit: Visit, { from, to }: AnswerSpan): string {
  const first = monthName(from, visit.language);
  return from === to ? first : `${first}–${monthName(to, visit.language)}`;
}

function stateOf(visit: Visit, { state, reason }: AnswerSpan) {
  switch (state) {
    case "open":
      return <span class="tag waiting">{say(visit, "obesvarad", "open")}</span>;
    case "signed":
      return <span class="tag done">{say(visit, "godkänd", "signed")}</span>;
    case "objected":
      return say(visit, `Invändning: ${reason}`, `Objection: ${reason}`);
    default:
      return state satisfies never;
  }
}
