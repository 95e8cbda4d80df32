import { type Day, parseDay } from "../../../kernel/index.ts";
import {
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
  yearEnd,
} from "../../../platform/web/index.ts";
import { catalogueOf } from "../../catalogue/actions/index.ts";
import { customersOverview, matrixOn } from "../actions/index.ts";
import type { MatrixStage } from "../index.ts";

/** Customers by services with how far each has come, and the degree with its denominator (R018, R019). */
export const consolidationPage: Page = {
  path: "/consolidation",
  allow: staffRoles,
  async render(visit) {
    const day = parseDay(visit.query("on") ?? "") ?? (`${visit.provider.year}-12-31` as Day);
    const serviceClass = visit.query("class") ?? "core";
    const { matrix, overview, catalogue } = await visit.read(async (tx) => ({
      matrix: await matrixOn(tx, visit.provider.id, { day, serviceClass }),
      overview: await customersOverview(tx, visit.provider.id, { day, serviceClass }),
      catalogue: await catalogueOf(tx, visit.provider.id, yearEnd(visit)),
    }));
    const services = new Map(catalogue.services.map((one) => [one.service, one]));
    const { numerator, denominator, excluded } = overview.consolidation;
    const title = say(visit, "Konsolidering", "Consolidation");
    const classes = catalogue.classes.filter((one) => one.mandatory);
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${numerator} av ${denominator} tjänster som är öppna för alla används av samtliga ${overview.counts[0]?.total} interna kunder den ${day}${excluded.length === 0 ? "" : `; ${excluded.length} är inte öppna för alla`}. Kunder räknas var för sig, inte som koncerner.`,
              `${numerator} of ${denominator} services that are open to all are used by all ${overview.counts[0]?.total} internal customers on ${day}${excluded.length === 0 ? "" : `; ${excluded.length} are not open to all`}. Customers are counted one by one, not as groups.`,
            )}
          >
            {title}
          </Title>
          <ul class="choices">
            {classes.map((one) => (
              <li>
                <a
                  href={`/consolidation?class=${encodeURIComponent(one.class)}&on=${day}`}
                  aria-current={one.class === serviceClass ? "page" : undefined}
                >
                  {say(visit, one.nameSv, one.nameEn)}
                </a>
              </li>
            ))}
          </ul>
          <p>
            {say(
              visit,
              "● använder, ◐ pågår, ○ planeras, – inte. Tomt: tjänsten är inte öppen för kunden.",
              "● uses, ◐ under way, ○ planned, – not. Blank: the service is not open to the customer.",
            )}
          </p>
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Kund", "Customer")}</th>
                {matrix.services.map((code) => (
                  <th scope="col">
                    <abbr title={nameOf(visit, services.get(code)) ?? code}>{code}</abbr>
                  </th>
                ))}
                <th scope="col" class="number">
                  {say(visit, "Använder", "Uses")}
                </th>
              </tr>
            </thead>
            <tbody>
              {matrix.rows.map((row) => (
                <tr>
                  <th scope="row">
                    <a href={`/customers/${encodeURIComponent(row.customer)}/follow-up`}>{row.name}</a>
                  </th>
                  {row.stages.map((stage) => (
                    <td>{stage === "closed" ? "" : <Stage visit={visit} stage={stage} />}</td>
                  ))}
                  <td class="number">
                    {row.done} {say(visit, "av", "of")} {row.open}
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr class="total">
                <th scope="row">{say(visit, "Använder", "Uses")}</th>
                {matrix.services.map((_, column) => (
                  <td>{matrix.rows.filter((row) => row.stages[column] === "done").length}</td>
                ))}
                <td class="number" />
              </tr>
            </tfoot>
          </Table>
          {overview.stopped.plans.length === 0 ? null : (
            <>
              <h2>{say(visit, "Avbrutna planer i år", "Plans stopped this year")}</h2>
              <ul>
                {overview.stopped.plans.map((plan) => (
                  <li>
                    {plan.stoppedOn}: {plan.name}. {plan.deviation}.
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      ),
    };
  },
};

function nameOf(
  visit: Visit,
  service: { readonly nameSv: string; readonly nameEn: string } | undefined,
): string | undefined {
  return service && say(visit, service.nameSv, service.nameEn);
}

const shown: Readonly<Record<Exclude<MatrixStage, "closed">, readonly [string, string, string]>> = {
  done: ["●", "använder", "uses"],
  ongoing: ["◐", "pågår", "under way"],
  planned: ["○", "planeras", "planned"],
  none: ["–", "använder inte", "does not use"],
};

/** The sign for the eye, the word for whoever listens. */
function Stage({ visit, stage }: { visit: Visit; stage: Exclude<MatrixStage, "closed"> }) {
  const [sign, sv, en] = shown[stage];
  return (
    <span role="img" aria-label={say(visit, sv, en)} title={say(visit, sv, en)}>
      {sign}
    </span>
  );
}
