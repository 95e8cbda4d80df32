import { billingRuns } from "../../economy/invoicing/actions/index.ts";
import { monthlyRuns } from "../../economy/invoicing/index.ts";
import {
  eventsBehind,
  metersOf,
  rolledUp,
  usageSources,
  waitingUploads,
} from "../../economy/metering/actions/index.ts";
import { aggregationNames, type RolledUp } from "../../economy/metering/index.ts";
import { parsePeriod, type Period, shiftPeriod } from "../../kernel/index.ts";
import { formatPeriod, formatQuantity } from "../../platform/language/index.ts";
import { WaitingUploads } from "../../economy/metering/pages/upload-page.tsx";
import { uploadUsageAct } from "../../economy/metering/pages/usage-acts.ts";
import { ActForm, type Page, say, staffRoles, Table, Title, type Visit } from "../../platform/web/index.ts";

/** So many events are shown singly; the command and the API give all. */
const shownEvents = 200;

/**
 * A customer's usage by month, the days of a month, and the events behind an item's: which files they came in, what came late (after
 * the month was invoiced) and what was corrected.
 */
export const usagePage: Page = {
  path: "/usage",
  allow: staffRoles,
  async render(visit) {
    const period = parsePeriod(visit.query("period") ?? "") ?? (`${visit.provider.year}-12` as Period);
    const [customer, item] = [visit.query("customer"), visit.query("item")];
    const { months, days, events, meters, marks, uploads } = await visit.read(async (tx) => {
      const provider = visit.provider.id;
      const which = { customer, item };
      const first = shiftPeriod(period, -2);
      const one = { period, customer: customer ?? "", item: item ?? "" };
      return {
        months: await rolledUp(tx, provider, { first, last: period, by: "month", ...which }),
        days:
          customer === undefined || item === undefined
            ? []
            : await rolledUp(tx, provider, { first: period, last: period, by: "day", ...which }),
        events: customer === undefined || item === undefined ? [] : await eventsBehind(tx, provider, one),
        meters: new Map((await metersOf(tx, provider)).map((meter) => [meter.item, meter])),
        uploads: await waitingUploads(tx, provider),
        marks: marksOf(visit, await usageSources(tx, provider), monthlyRuns(await billingRuns(tx, provider))),
      };
    });
    const title = say(visit, "Förbrukning", "Usage");
    const meter = item === undefined ? undefined : meters.get(item);
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Vad som mättes, per månad och dag, ur vilka filer. En månad är inte sina dagar: räknas olika användare är den som kom två dagar en.",
              "What was measured, by month and day, out of which files. A month is not its days: where users are counted, who came on two days is one.",
            )}
          >
            {[title, customer, item].filter((part) => part !== undefined).join(" · ")}
          </Title>
          {meter === undefined ? null : (
            <p>
              {say(visit, "Mätare", "Meter")} {meter.meter}:{" "}
              {aggregationNames[meter.aggregation][visit.language]}
            </p>
          )}
          {months.length === 0 ? (
            <p>{say(visit, "Ingen förbrukning.", "No usage.")}</p>
          ) : (
            <Rows
              visit={visit}
              label={say(visit, "Per månad", "By month")}
              rows={months.toReversed()}
              marks={marks}
            />
          )}
          {days.length === 0 ? null : (
            <Rows visit={visit} label={say(visit, "Per dag", "By day")} rows={days} marks={marks} />
          )}
          {events.length === 0 ? null : (
            <>
              <h2>{say(visit, "Händelserna", "The events")}</h2>
              <Table label={say(visit, "Händelser", "Events")}>
                <thead>
                  <tr>
                    <th scope="col">{say(visit, "Dag", "Day")}</th>
                    <th scope="col">Id</th>
                    <th scope="col" class="number">
                      {say(visit, "Antal", "Quantity")}
                    </th>
                    <th scope="col">{say(visit, "Fil", "File")}</th>
                  </tr>
                </thead>
                <tbody>
                  {events.slice(0, shownEvents).map((event) => (
                    <tr>
                      <td>{event.day}</td>
                      <td>{event.eventId}</td>
                      <td class="number">{formatQuantity(event.quantityMicro, visit.language)}</td>
                      <td>
                        {event.source} <span class="beneath">{marks(period, [event.source])}</span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </Table>
              {events.length > shownEvents ? (
                <p class="small">
                  {say(
                    visit,
                    `${shownEvents} av ${events.length} visas; ./underlag usage events visar alla.`,
                    `${shownEvents} of ${events.length} shown; ./underlag usage events shows all.`,
                  )}
                </p>
              ) : null}
            </>
          )}
          {customer === undefined && item === undefined ? (
            <>
              <WaitingUploads visit={visit} uploads={uploads} />
              <div class="acts">
                <ActForm visit={visit} act={uploadUsageAct} />
              </div>
            </>
          ) : null}
        </>
      ),
    };
  },
};

type Marks = (period: Period, sources: readonly string[]) => string;

/** Late: the file came after the month was invoiced. Corrected: it corrects others, or is a later version of itself. */
function marksOf(
  visit: Visit,
  sources: Awaited<ReturnType<typeof usageSources>>,
  runs: ReturnType<typeof monthlyRuns>,
): Marks {
  const bySource = new Map(sources.map((one) => [one.source, one]));
  return (period, names) => {
    const issuedAt = runs.find((run) => run.period === period && run.state === "issued")?.issuedAt;
    const found = names.flatMap((name) => bySource.get(name) ?? []);
    const isLate = issuedAt !== undefined && found.some((one) => one.loadedAt > issuedAt);
    const isCorrected = found.some((one) => one.correction || one.version > 1);
    return [
      ...(isLate ? [say(visit, "sen", "late")] : []),
      ...(isCorrected ? [say(visit, "rättad", "corrected")] : []),
    ].join(", ");
  };
}

function Rows({
  visit,
  label,
  rows,
  marks,
}: {
  visit: Visit;
  label: string;
  rows: readonly RolledUp[];
  marks: Marks;
}) {
  return (
    <>
      <h2>{label}</h2>
      <Table label={label}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "När", "When")}</th>
            <th scope="col">{say(visit, "Kund och post", "Customer and item")}</th>
            <th scope="col" class="number">
              {say(visit, "Antal", "Quantity")}
            </th>
            <th scope="col" class="number wide-only">
              {say(visit, "Händelser", "Events")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">
                {row.day ?? formatPeriod(row.period, visit.language)}
                <span class="beneath">{marks(row.period, row.sources)}</span>
              </th>
              <td>
                <a
                  href={`/usage?customer=${encodeURIComponent(row.customer)}&item=${encodeURIComponent(row.item)}&period=${row.period}`}
                >
                  {row.customer}, {row.item}
                </a>
              </td>
              <td class="number">{formatQuantity(row.quantityMicro, visit.language)}</td>
              <td class="number wide-only">{row.events}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
