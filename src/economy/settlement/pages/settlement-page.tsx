import { type Ore, sumOre, zeroOre } from "../../../kernel/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import {
  ActForm,
  Amount,
  basisAddress,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type View,
  type Visit,
  yearEnd,
} from "../../../platform/web/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { lessId } from "../../ledger/index.ts";
import { proposeSettlement, settlementHeads, settlementOf } from "../actions/index.ts";
import type { SettlementRecord, SettlementState } from "../index.ts";
import { decideSettlementAct, issueSettlementAct, proposeSettlementAct } from "./settlement-acts.ts";

/** Every settlement that is proposed, decided or issued. */
export const settlementsPage: Page = {
  path: "/settlements",
  allow: staffRoles,
  async render(visit) {
    const heads = await visit.read((tx) => settlementHeads(tx, visit.provider.id));
    const title = say(visit, "Återreglering", "Settlement");
    const [only, ...others] = heads;
    if (only !== undefined && others.length === 0) return settlementView(visit, only.settlement);
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Tjänsterna säljs till självkostnad. Det som blir över går tillbaka till dem som har betalat, och det som fattas betalas till.",
              "Services are sold at cost. What is left over goes back to those who paid, and what is missing is paid.",
            )}
          >
            {title}
          </Title>
          <ul class="choices">
            <li>
              <a href="/settlements/radar">{say(visit, "Återregleringsradar", "Settlement radar")}</a>
            </li>
          </ul>
          {heads.length === 0 ? (
            <p>{say(visit, "Ingen återreglering är föreslagen.", "No settlement is proposed.")}</p>
          ) : (
            <Table label={title}>
              <thead>
                <tr>
                  <th scope="col">{title}</th>
                  <th scope="col">{say(visit, "Läge", "State")}</th>
                  <th scope="col" class="number">
                    {say(visit, "Till kunderna, kr", "To the customers, kr")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {heads.map((head) => (
                  <tr>
                    <th scope="row">
                      <a href={`/settlements/${encodeURIComponent(head.settlement)}`}>
                        {nameOf(visit, head)}
                      </a>
                    </th>
                    <td>
                      <State visit={visit} state={head.state} />
                    </td>
                    <td class="number">
                      <Amount
                        amountOre={head.totalOre}
                        language={visit.language}
                        unit="kr"
                        basis={basisAddress(`settlement:${head.settlement}`)}
                        label={nameOf(visit, head)}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
          <div class="acts">
            <ActForm visit={visit} act={proposeSettlementAct} />
          </div>
        </>
      ),
    };
  },
};

/** One settlement: by service, by customer, and what the end of the year adds. */
export const settlementPage: Page = {
  path: "/settlements/:settlement",
  allow: staffRoles,
  render: (visit) => settlementView(visit, visit.parameter("settlement")),
};

interface Names {
  readonly service: ReadonlyMap<string, string>;
  readonly customer: ReadonlyMap<string, string>;
}

async function settlementView(visit: Visit, id: string): Promise<View> {
  const found = await visit.recall(`settlement:${id}`, async (tx) => {
    const head = (await settlementHeads(tx, visit.provider.id)).find((each) => each.settlement === id);
    if (head === undefined) return undefined;
    const { year, basis } = head;
    const act = { actor: visit.person.login, now: visit.now };
    const stored = await settlementOf(tx, visit.provider.id, { year, basis });
    const today = await proposeSettlement(tx, visit.provider.id, { year, basis, dryRun: true }, act);
    return {
      // As it was decided, with the rest as the books say today.
      record: { ...stored, ...(today.rest === undefined ? {} : { rest: today.rest }) },
      catalogue: await catalogueOf(tx, visit.provider.id, yearEnd(visit)),
      customers: await customersOf(tx, visit.provider.id),
    };
  });
  if (found === undefined) {
    const title = say(visit, "Återregleringen finns inte", "There is no such settlement");
    return { title, status: 404, body: <Title>{title}</Title> };
  }
  const { record } = found;
  const names: Names = {
    service: new Map(
      found.catalogue.services.map((one) => [one.service, visit.language === "sv" ? one.nameSv : one.nameEn]),
    ),
    customer: new Map(found.customers.map((one) => [one.customer, one.name])),
  };
  const title = nameOf(visit, record);
  return {
    title,
    crumbs: [{ path: "/settlements", label: say(visit, "Återreglering", "Settlement") }],
    body: (
      <>
        <Title
          lead={say(
            visit,
            "Fakturerat minus kostnad, tjänst för tjänst. Överskottet går tillbaka till kunderna efter vad de har betalat.",
            "Invoiced less cost, service by service. The surplus goes back to the customers by what they have paid.",
          )}
        >
          {title}
        </Title>
        <ul class="choices">
          <li>
            <a href={`/api/v1/settlements/${encodeURIComponent(record.settlement)}.pdf`} download>
              {say(visit, "Nämndens handling (PDF)", "The board's paper (PDF)")}
            </a>
          </li>
          <li>
            <a href={`/settlements/compare?year=${record.year}`}>
              {say(visit, "Jämför med andra regler", "Compare with other rules")}
            </a>
          </li>
          <li>
            <a href={`/settlements/radar?year=${record.year}`}>
              {say(visit, "Återregleringsradar", "Settlement radar")}
            </a>
          </li>
        </ul>
        <ul class="story">
          <Card
            label={say(visit, "Till kunderna", "To the customers")}
            id={`settlement:${record.settlement}`}
            amountOre={record.computed.totalOre}
            visit={visit}
            small={say(
              visit,
              `${record.computed.customers.length} kunder`,
              `${record.computed.customers.length} customers`,
            )}
          />
          {record.rest === undefined ? null : (
            <Card
              label={say(visit, "Rest efter helåret", "Rest of the whole year")}
              id={`settled:${record.settlement}:*/rest`}
              amountOre={record.rest.totalOre}
              visit={visit}
              small={restText(visit, record)}
            />
          )}
          <li>
            <div class="card">
              <span class="kicker">{say(visit, "Beslut", "Decision")}</span>
              <span class="big">{record.decision ?? "–"}</span>
              <span class="small">
                <State visit={visit} state={record.state} />{" "}
                {record.decidedBy === undefined
                  ? ""
                  : say(
                      visit,
                      `föreslagen av ${record.proposedBy}, beslutad av ${record.decidedBy}`,
                      `proposed by ${record.proposedBy}, decided by ${record.decidedBy}`,
                    )}
              </span>
            </div>
          </li>
        </ul>
        <NextStep visit={visit} record={record} />
        <h2>{say(visit, "Per tjänst", "By service")}</h2>
        <Services visit={visit} record={record} names={names} />
        <h2>{say(visit, "Per kund", "By customer")}</h2>
        <Customers visit={visit} record={record} names={names} />
      </>
    ),
  };
}

/** What can be done with the settlement as it stands; who proposed it cannot decide it. */
function NextStep({ visit, record }: { visit: Visit; record: SettlementRecord }) {
  const parameters = { settlement: record.settlement };
  if (record.state === "issued") return null;
  if (record.state === "decided")
    return (
      <div class="acts">
        <ActForm visit={visit} act={issueSettlementAct} parameters={parameters} />
      </div>
    );
  return record.proposedBy === visit.person.login ? (
    <p class="lead">
      {say(
        visit,
        "Väntar på beslut, registrerat av någon annan än du.",
        "Waits for a decision, recorded by somebody else than you.",
      )}
    </p>
  ) : (
    <div class="acts">
      <ActForm visit={visit} act={decideSettlementAct} parameters={parameters} />
    </div>
  );
}

function Card({
  visit,
  label,
  id,
  amountOre,
  small,
}: {
  visit: Visit;
  label: string;
  /** What explains the figure. */
  id: string;
  amountOre: Ore;
  small: string;
}) {
  // A rest of two thousand kronor is not nothing: what millions would round away is told in kronor.
  const unit = Math.abs(amountOre) < 10_000_000 ? "kr" : "mnkr";
  return (
    <li>
      <div class="card">
        <span class="kicker">{label}</span>
        <a class="big" href={basisAddress(id)}>
          {formatAmount(amountOre, visit.language, unit)} {unit}
        </a>
        <span class="small">{small}</span>
      </div>
    </li>
  );
}

function restText(visit: Visit, record: SettlementRecord): string {
  return record.policy.rest === "to-equity"
    ? say(visit, "stannar i eget kapital", "stays in equity")
    : say(visit, "förs över till nästa år", "is carried to the next year");
}

function Services({ visit, record, names }: { visit: Visit; record: SettlementRecord; names: Names }) {
  const rows = record.computed.services;
  const rest = new Map((record.rest?.services ?? []).map((row) => [row.service, row.restOre]));
  const settled = (service: string, part = ""): string => `settled:${record.settlement}:${service}${part}`;
  type Column = readonly [string, readonly Ore[], string, (service: string) => string];
  const columns: readonly Column[] = [
    [
      say(visit, "Fakturerat", "Invoiced"),
      rows.map((row) => row.invoicedOre),
      "wide-only",
      (service) => settled(service, "/invoiced"),
    ],
    [
      say(visit, "Kostnad", "Cost"),
      rows.map((row) => row.costOre),
      "wide-only",
      (service) => settled(service, "/cost"),
    ],
    [
      say(visit, "Finansiering", "Financing"),
      rows.map((row) => row.financingOre),
      "wide-only",
      (service) => lessId(settled(service, "/financing")),
    ],
    [
      say(visit, "Resultat", "Recovery"),
      rows.map((row) => row.recoveryOre),
      "",
      (service) => settled(service, "/recovery"),
    ],
    [say(visit, "Regleras", "Settled"), rows.map((row) => row.settledOre), "", (service) => settled(service)],
    ...(record.rest === undefined
      ? []
      : [
          [
            say(visit, "Rest", "Rest"),
            rows.map((row) => rest.get(row.service) ?? zeroOre),
            "",
            (service: string) => settled(service, "/rest"),
          ] as const,
        ]),
  ];
  const name = say(visit, "Per tjänst", "By service");
  return (
    <Table label={name}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Tjänst, tkr", "Service, tkr")}</th>
          {columns.map(([title, , where]) => (
            <th scope="col" class={`number ${where}`}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr>
            <th scope="row">
              <a href={`/services/${encodeURIComponent(row.service)}`}>
                {names.service.get(row.service) ?? row.service}
              </a>
            </th>
            {columns.map(([title, amounts, where, idOf]) => (
              <td class={`number ${where}`}>
                <Amount
                  amountOre={amounts[at]}
                  language={visit.language}
                  unit="tkr"
                  basis={basisAddress(idOf(row.service))}
                  label={`${names.service.get(row.service) ?? row.service}, ${title}`}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr class="total">
          <th scope="row">{say(visit, "Summa", "Total")}</th>
          {columns.map(([title, amounts, where, idOf]) => (
            <td class={`number ${where}`}>
              <Amount
                amountOre={sumOre(amounts)}
                language={visit.language}
                unit="tkr"
                basis={basisAddress(idOf("*"))}
                label={`${say(visit, "Summa", "Total")}, ${title}`}
              />
            </td>
          ))}
        </tr>
      </tfoot>
    </Table>
  );
}

function Customers({ visit, record, names }: { visit: Visit; record: SettlementRecord; names: Names }) {
  const rows = [...record.computed.customers].sort((a, b) => b.amountOre - a.amountOre);
  const name = say(visit, "Per kund", "By customer");
  return (
    <Table label={name}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Kund", "Customer")}</th>
          <th scope="col" class="number">
            {say(visit, "Betalt, kr", "Paid, kr")}
          </th>
          <th scope="col" class="number">
            {say(visit, "Tillbaka, kr", "Back, kr")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const customer = names.customer.get(row.customer) ?? row.customer;
          return (
            <tr>
              <th scope="row">
                <a href={`/customers/${encodeURIComponent(row.customer)}`}>{customer}</a>
              </th>
              <td class="number">
                <Amount
                  amountOre={sumOre(row.because.map((reason) => reason.paidOre))}
                  language={visit.language}
                  unit="kr"
                  basis={basisAddress(`settlement:${record.settlement}:${row.customer}`)}
                  label={`${customer}, ${say(visit, "betalt", "paid")}`}
                />
              </td>
              <td class="number">
                <Amount
                  amountOre={row.amountOre}
                  language={visit.language}
                  unit="kr"
                  basis={basisAddress(`settlement:${record.settlement}:${row.customer}`)}
                  label={customer}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr class="total">
          <th scope="row">{say(visit, "Summa", "Total")}</th>
          <td class="number">
            <Amount
              amountOre={sumOre(rows.flatMap((row) => row.because.map((reason) => reason.paidOre)))}
              language={visit.language}
              unit="kr"
              basis={basisAddress(`settlement:${record.settlement}`)}
              label={say(visit, "Summa, betalt", "Total, paid")}
            />
          </td>
          <td class="number">
            <Amount
              amountOre={sumOre(rows.map((row) => row.amountOre))}
              language={visit.language}
              unit="kr"
              basis={basisAddress(`settlement:${record.settlement}`)}
              label={say(visit, "Summa, tillbaka", "Total, back")}
            />
          </td>
        </tr>
      </tfoot>
    </Table>
  );
}

function State({ visit, state }: { visit: Visit; state: SettlementState }) {
  const names: Record<SettlementState, readonly [string, string]> = {
    proposed: ["Föreslagen", "Proposed"],
    decided: ["Beslutad", "Decided"],
    accrued: ["Reserverad", "Accrued"],
    issued: ["Fakturerad", "Issued"],
  };
  return (
    <span class={`tag ${state === "issued" ? "done" : "waiting"}`}>
      {say(visit, names[state][0], names[state][1])}
    </span>
  );
}

function nameOf(visit: Visit, { settlement, year }: { settlement: string; year: number }): string {
  return settlement.endsWith("-final")
    ? say(visit, `Slutlig återreglering ${year}`, `Final settlement ${year}`)
    : say(visit, `Preliminär återreglering ${year}`, `Preliminary settlement ${year}`);
}
