import { formatPeriod } from "../../../platform/language/index.ts";
import {
  ActForm,
  Amount,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../../platform/web/index.ts";
import { billingRuns, deliveriesOf, gatesOfRun, invoicesOf, monthDiffOf } from "../actions/index.ts";
import { type BillingRun, isAnyCorrection, type RunState } from "../index.ts";
import {
  approveAct,
  deliverAct,
  issueAct,
  proposeCorrectionAct,
  rehearseAct,
  releaseAct,
} from "./billing-acts.ts";
import { DeliverySum } from "./deliveries-page.tsx";
import { Gates } from "./gates-part.tsx";
import { DiffLead, DiffTable } from "./diff-parts.tsx";
import { runName } from "./run-name.ts";
import { missingRun } from "./run-parts.tsx";

/** Changes shown on the run's own page; all of them have a page. */
const biggest = 15;

/** The billing runs of the year: how far each has come, and who did what. */
export const runsPage: Page = {
  path: "/runs",
  allow: staffRoles,
  async render(visit) {
    const { id, year } = visit.provider;
    const { runs, documents } = await visit.recall(`runs:${year}`, async (tx) => ({
      runs: (await billingRuns(tx, id)).filter((run) => run.period.startsWith(`${year}-`)),
      documents: await invoicesOf(tx, id, { year }),
    }));
    const count = new Map<string, number>();
    for (const { run } of documents) count.set(run, (count.get(run) ?? 0) + 1);
    const title = say(visit, `Fakturering ${year}`, `Billing ${year}`);
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Varje körning provkörs, attesteras av någon annan och fakturerar sedan exakt det som attesterades. Kör man den igen händer ingenting.",
              "Every run is rehearsed, approved by somebody else, and issues exactly what was approved. Run again, nothing happens.",
            )}
          >
            {title}
          </Title>
          {runs.length === 0 ? (
            <p>{say(visit, "Ingen körning är gjord under året.", "No run has been made in the year.")}</p>
          ) : (
            <Runs visit={visit} runs={runs} count={count} />
          )}
          <div class="acts">
            <ActForm visit={visit} act={rehearseAct} />
            <ActForm visit={visit} act={proposeCorrectionAct} quiet />
          </div>
        </>
      ),
    };
  },
};

/** One run: its documents, and who it holds back. */
export const runPage: Page = {
  path: "/runs/:run",
  allow: staffRoles,
  async render(visit) {
    const { id } = visit.provider;
    const name = visit.parameter("run");
    const { run, documents, deliveries, diff, gates } = await visit.read(async (tx) => {
      const found = (await billingRuns(tx, id)).find((each) => each.run === name);
      const isMonth = found !== undefined && found.run.startsWith(found.period);
      return {
        run: found,
        documents: await invoicesOf(tx, id, { run: name }),
        deliveries: await deliveriesOf(tx, id, { run: name }),
        gates: await gatesOfRun(tx, id, name),
        diff: isMonth ? await monthDiffOf(tx, id, found.period) : undefined,
      };
    });
    if (run === undefined) return missingRun(visit);
    const title = runName(visit.language, run);
    return {
      title,
      crumbs: [{ path: "/runs", label: say(visit, "Fakturering", "Billing") }],
      body: (
        <>
          <Title>{title}</Title>
          <dl class="facts">
            <dt>{say(visit, "Läge", "State")}</dt>
            <dd>
              <State visit={visit} state={run.state} />
            </dd>
            <Step visit={visit} sv="Provkörd" en="Rehearsed" by={run.rehearsedBy} at={run.rehearsedAt} />
            <Step visit={visit} sv="Attesterad" en="Approved" by={run.approvedBy} at={run.approvedAt} />
            <Step visit={visit} sv="Fakturerad" en="Issued" by={run.issuedBy} at={run.issuedAt} />
            <dt>{say(visit, "Kontrollsumma", "Checksum")}</dt>
            <dd class="change">{run.contentSha256}</dd>
          </dl>
          <NextStep visit={visit} run={run} />
          {gates.length === 0 ? null : <Gates visit={visit} gates={gates} />}
          {run.parked.length === 0 ? null : (
            <>
              <h2>{say(visit, "Parkerade kunder", "Parked customers")}</h2>
              <ul>
                {run.parked.map((finding) => (
                  <li>
                    {visit.language === "sv" ? finding.message_sv : finding.message_en}
                    <ActForm
                      visit={visit}
                      act={releaseAct}
                      values={{ period: run.period, release: finding.customer ?? "" }}
                      quiet
                    />
                  </li>
                ))}
              </ul>
            </>
          )}
          {diff === undefined ? null : (
            <>
              <h2>{say(visit, "Mot förra månaden", "Against last month")}</h2>
              <DiffLead visit={visit} diff={diff} />
              {diff.changes.length === 0 ? null : (
                <DiffTable visit={visit} changes={diff.changes.slice(0, biggest)} />
              )}
              {diff.changes.length <= biggest ? null : (
                <p>
                  <a href={`/runs/${encodeURIComponent(run.run)}/diff`}>
                    {say(
                      visit,
                      `Alla ${diff.changes.length} ändringar`,
                      `All ${diff.changes.length} changes`,
                    )}
                  </a>
                </p>
              )}
            </>
          )}
          {run.state !== "issued" || run.run.startsWith("history-") ? null : (
            <>
              <h2>{say(visit, "Utlämning", "Delivery")}</h2>
              <DeliverySum visit={visit} deliveries={deliveries} />
              <p>
                <a href={`/runs/${encodeURIComponent(run.run)}/deliveries`}>
                  {say(visit, "Varje dokuments utlämning", "The delivery of each document")}
                </a>
              </p>
              <div class="acts">
                <ActForm
                  visit={visit}
                  act={deliverAct}
                  parameters={{ run: run.run }}
                  values={{ again: "" }}
                  quiet={deliveries.length > 0}
                />
              </div>
            </>
          )}
          {documents.length === 0 ? null : (
            <>
              <h2>{say(visit, "Fakturor och kreditnotor", "Invoices and credit notes")}</h2>
              <Table label={title}>
                <thead>
                  <tr>
                    <th scope="col">{say(visit, "Nummer", "Number")}</th>
                    <th scope="col">{say(visit, "Kund", "Customer")}</th>
                    <th scope="col" class="number wide-only">
                      {say(visit, "Moms, kr", "VAT, kr")}
                    </th>
                    <th scope="col" class="number">
                      {say(visit, "Att betala, kr", "To pay, kr")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {documents.map((document) => (
                    <tr>
                      <th scope="row">
                        <a href={`/invoices/${encodeURIComponent(document.invoice)}`}>{document.invoice}</a>
                      </th>
                      <td>
                        {typeof document.snapshot.customer["name"] === "string"
                          ? document.snapshot.customer["name"]
                          : document.customer}
                      </td>
                      <td class="number wide-only">
                        <Amount amountOre={document.vatOre} language={visit.language} unit="kr" />
                      </td>
                      <td class="number">
                        <Amount amountOre={document.totalOre} language={visit.language} unit="kr" />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            </>
          )}
        </>
      ),
    };
  },
};

/** What can be done with the run as it stands. Who rehearsed it cannot approve it: the form is for others. */
function NextStep({ visit, run }: { visit: Visit; run: BillingRun }) {
  const parameters = { run: run.run };
  const correction = isAnyCorrection(run);
  if (run.state === "issued") return null;
  if (run.state === "approved")
    return (
      <div class="acts">
        <ActForm visit={visit} act={issueAct} parameters={parameters} />
      </div>
    );
  if (run.rehearsedBy === visit.person.login)
    return (
      <p class="lead">
        {say(
          visit,
          "Väntar på attest av någon annan än du.",
          "Waits for approval by somebody else than you.",
        )}
      </p>
    );
  return (
    <div class="acts">
      {correction ? null : <ActForm visit={visit} act={approveAct} parameters={parameters} />}
      {correction ? null : (
        <ActForm visit={visit} act={rehearseAct} values={{ period: run.period, release: "" }} quiet />
      )}
    </div>
  );
}

function Runs({
  visit,
  runs,
  count,
}: {
  visit: Visit;
  runs: readonly BillingRun[];
  count: ReadonlyMap<string, number>;
}) {
  return (
    <Table label={say(visit, "Körningar", "Runs")}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Körning", "Run")}</th>
          <th scope="col">{say(visit, "Läge", "State")}</th>
          <th scope="col" class="wide-only">
            {say(visit, "Provkörd av", "Rehearsed by")}
          </th>
          <th scope="col" class="wide-only">
            {say(visit, "Attesterad av", "Approved by")}
          </th>
          <th scope="col" class="number wide-only">
            {say(visit, "Dokument", "Documents")}
          </th>
          <th scope="col" class="number wide-only">
            {say(visit, "Parkerade", "Parked")}
          </th>
          <th scope="col" class="number">
            {say(visit, "Netto, kr", "Net, kr")}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr>
            <th scope="row">
              <a href={`/runs/${encodeURIComponent(run.run)}`}>{runName(visit.language, run)}</a>
              {run.run.startsWith(run.period) ? null : (
                <span class="beneath">
                  {say(visit, "bokförs", "booked")} {formatPeriod(run.period, visit.language)}
                </span>
              )}
            </th>
            <td>
              <State visit={visit} state={run.state} />
            </td>
            <td class="wide-only">{run.rehearsedBy}</td>
            <td class="wide-only">{run.approvedBy ?? "–"}</td>
            <td class="number wide-only">{count.get(run.run) ?? 0}</td>
            <td class="number wide-only">{run.parked.length}</td>
            <td class="number">
              <Amount amountOre={run.totalOre} language={visit.language} unit="kr" />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Step({
  visit,
  sv,
  en,
  by,
  at,
}: {
  visit: Visit;
  sv: string;
  en: string;
  by: string | undefined;
  at: string | undefined;
}) {
  if (by === undefined) return null;
  return (
    <>
      <dt>{say(visit, sv, en)}</dt>
      <dd>
        {by}
        {at === undefined ? "" : `, ${new Date(at).toISOString().slice(0, 10)}`}
      </dd>
    </>
  );
}

function State({ visit, state }: { visit: Visit; state: RunState }) {
  const names: Record<RunState, readonly [string, string]> = {
    rehearsed: ["Provkörd", "Rehearsed"],
    approved: ["Attesterad", "Approved"],
    issued: ["Fakturerad", "Issued"],
  };
  return (
    <span class={`tag ${state === "issued" ? "done" : "waiting"}`}>
      {say(visit, names[state][0], names[state][1])}
    </span>
  );
}
