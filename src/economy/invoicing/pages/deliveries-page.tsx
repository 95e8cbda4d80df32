import {
  ActForm,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../../platform/web/index.ts";
import { billingRuns, deliveriesOf } from "../actions/index.ts";
import { type Delivery, deliveryStateNames, deliverySummary, deliveryWayNames } from "../index.ts";
import { deliverAct, handedOverAct, receivedAct, sentBackAct } from "./billing-acts.ts";
import { runName } from "./run-name.ts";
import { missingRun } from "./run-parts.tsx";

/** How far each document of a run is on its way to its receiver, and what is to be done about it. */
export const deliveriesPage: Page = {
  path: "/runs/:run/deliveries",
  allow: staffRoles,
  async render(visit) {
    const { id } = visit.provider;
    const name = visit.parameter("run");
    const { run, deliveries } = await visit.read(async (tx) => ({
      run: (await billingRuns(tx, id)).find((each) => each.run === name),
      deliveries: await deliveriesOf(tx, id, { run: name }),
    }));
    if (run === undefined) return missingRun(visit);
    const title = say(visit, "Utlämning", "Delivery");
    return {
      title: `${title}, ${runName(visit.language, run)}`,
      crumbs: [
        { path: "/runs", label: say(visit, "Fakturering", "Billing") },
        { path: `/runs/${encodeURIComponent(run.run)}`, label: runName(visit.language, run) },
      ],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Varje dokument går dit mottagaren vill ha det: en mapp, en accesspunkt eller för hand. Det som är skickat skickas inte igen.",
              "Each document goes where its receiver wants it: a folder, an access point, or by hand. What is sent is not sent again.",
            )}
          >
            {title}
          </Title>
          <DeliverySum visit={visit} deliveries={deliveries} />
          <div class="acts">
            <ActForm
              visit={visit}
              act={deliverAct}
              parameters={{ run: run.run }}
              values={deliveries.some((one) => one.state === "failed") ? {} : { again: "" }}
            />
          </div>
          {deliveries.length === 0 ? null : (
            <Deliveries visit={visit} deliveries={deliveries} title={title} />
          )}
        </>
      ),
    };
  },
};

export function DeliverySum({ visit, deliveries }: { visit: Visit; deliveries: readonly Delivery[] }) {
  const { documents, sent, acknowledged, waiting, byHand, failed } = deliverySummary(deliveries);
  if (documents === 0)
    return <p>{say(visit, "Utlämningen är inte påbörjad.", "The delivery has not begun.")}</p>;
  return (
    <p>
      {say(
        visit,
        `Av ${documents} dokument är ${sent} skickade, ${acknowledged} kvitterade, ${waiting} väntar (${byHand} för hand) och ${failed} misslyckade.`,
        `Of ${documents} documents ${sent} are sent, ${acknowledged} acknowledged, ${waiting} waiting (${byHand} by hand) and ${failed} failed.`,
      )}
    </p>
  );
}

function Deliveries({
  visit,
  deliveries,
  title,
}: {
  visit: Visit;
  deliveries: readonly Delivery[];
  title: string;
}) {
  const { language } = visit;
  return (
    <Table label={title}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Dokument", "Document")}</th>
          <th scope="col">{say(visit, "Väg", "Way")}</th>
          <th scope="col">{say(visit, "Läge", "State")}</th>
          <th scope="col" class="wide-only">
            {say(visit, "Fil", "File")}
          </th>
          <th scope="col">{say(visit, "Nästa steg", "Next step")}</th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((one) => (
          <tr>
            <th scope="row">
              <a href={`/invoices/${encodeURIComponent(one.invoice)}`}>{one.invoice}</a>
              <span class="beneath">{one.customer}</span>
            </th>
            <td>{deliveryWayNames[one.way][language]}</td>
            <td>
              <span
                class={`tag ${one.state === "sent" || one.state === "acknowledged" ? "done" : "waiting"}`}
              >
                {deliveryStateNames[one.state][language]}
              </span>
              <span class="beneath">
                {[one.reason, one.receipt, when(visit, one)].filter(Boolean).join(" · ")}
              </span>
            </td>
            <td class="wide-only">
              {one.parcel}
              {one.sha256 === undefined ? null : (
                <span class="beneath change">{one.sha256.slice(0, 16)}</span>
              )}
            </td>
            <td>
              <NextStep visit={visit} one={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function when(visit: Visit, { answeredAt, sentAt, nextTryAt }: Delivery): string {
  if (nextTryAt !== undefined)
    return say(visit, `nästa försök ${nextTryAt.slice(0, 16)}`, `next try ${nextTryAt.slice(0, 16)}`);
  return (answeredAt ?? sentAt ?? "").slice(0, 10);
}

function NextStep({ visit, one }: { visit: Visit; one: Delivery }) {
  const parameters = { invoice: one.invoice };
  const isHandedOver = one.state === "failed" || (one.state === "pending" && one.way === "manual");
  const acts = isHandedOver ? [handedOverAct] : one.state === "sent" ? [receivedAct, sentBackAct] : [];
  if (acts.length === 0) return <>–</>;
  return (
    <details>
      <summary>{say(visit, "Ange", "Say")}</summary>
      {acts.map((act) => (
        <ActForm visit={visit} act={act} parameters={parameters} quiet />
      ))}
    </details>
  );
}
