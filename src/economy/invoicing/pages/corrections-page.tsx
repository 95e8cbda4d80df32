import { byCode, parseKronor, type Ore, sumOre } from "../../../kernel/index.ts";
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
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { correctionsOf } from "../actions/index.ts";
import { bearerNames, type KeptCorrection } from "../index.ts";
import { acceptCorrectionRunAct, proposeCorrectionAct } from "./billing-acts.ts";
import { runName } from "./run-name.ts";

/** Corrections of keys: what waits for somebody to accept it, and what has been issued. */
export const correctionsPage: Page = {
  path: "/corrections",
  allow: staffRoles,
  async render(visit) {
    const found = await visit.read((tx) => correctionsOf(tx, visit.provider.id));
    const title = say(visit, "Rättelser bakåt i tiden", "Corrections back in time");
    return {
      title,
      crumbs: [{ path: "/runs", label: say(visit, "Fakturering", "Billing") }],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Det som har fakturerats efter en nyckel räknas om med dagens nycklar, värden och undantag. Någon annan godtar förslaget med ett beslut; först då utfärdas något. Samma ändring en gång till ger ingenting.",
              "What was invoiced by a key is recomputed with the keys, values and exceptions of today. Somebody else accepts the proposal by a decision; nothing is issued before that. The same change once more gives nothing.",
            )}
          >
            {title}
          </Title>
          {found.length === 0 ? (
            <p>{say(visit, "Inget är föreslaget eller rättat.", "Nothing is proposed or corrected.")}</p>
          ) : (
            <Table label={title}>
              <thead>
                <tr>
                  <th scope="col">{say(visit, "Rättelse", "Correction")}</th>
                  <th scope="col">{say(visit, "Läge", "State")}</th>
                  <th scope="col" class="wide-only">
                    {say(visit, "Bärs av", "Borne by")}
                  </th>
                  <th scope="col" class="wide-only">
                    {say(visit, "Beslut", "Decision")}
                  </th>
                  <th scope="col" class="number wide-only">
                    {say(visit, "Rader", "Lines")}
                  </th>
                  <th scope="col" class="number">
                    {say(visit, "Netto, kr", "Net, kr")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {found.map((one) => (
                  <tr>
                    <th scope="row">
                      <a href={addressOf(one)}>{runName(visit.language, one.run)}</a>
                      <span class="beneath">
                        {say(visit, "bokförs", "booked")} {formatPeriod(one.run.period, visit.language)}
                      </span>
                    </th>
                    <td>
                      <State visit={visit} correction={one} />
                    </td>
                    <td class="wide-only">{bearerNames[one.bearer][visit.language]}</td>
                    <td class="wide-only">{one.decision === "" ? "–" : one.decision}</td>
                    <td class="number wide-only">{one.lines.length}</td>
                    <td class="number">
                      <Amount amountOre={one.run.totalOre} language={visit.language} unit="kr" />
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
          {proposeCorrectionAct.mandate.roles.includes(visit.person.role) ? <Propose visit={visit} /> : null}
        </>
      ),
    };
  },
};

function Propose({ visit }: { visit: Visit }) {
  return (
    <>
      <h2>{say(visit, "Räkna om", "Compute anew")}</h2>
      <p>
        {say(
          visit,
          "Utan kund söks alla som ändringen rör. Leverantören (provider) bär skillnaden om inget annat sägs; bärs den av övriga (others) delas allt om och summan blir noll.",
          "Without a customer everybody that the change moves is found. The provider bears the difference unless told otherwise; borne by the others everything is shared anew and the sum is zero.",
        )}
      </p>
      <div class="acts">
        <ActForm visit={visit} act={proposeCorrectionAct} quiet />
      </div>
    </>
  );
}

/** One correction: by customer, then every line with what stands, what is right, and its basis. */
export const correctionPage: Page = {
  path: "/corrections/:run",
  allow: staffRoles,
  async render(visit) {
    const { id } = visit.provider;
    const name = visit.parameter("run");
    const { found, names, services } = await visit.read(async (tx) => ({
      found: (await correctionsOf(tx, id)).find((one) => one.run.run === name),
      names: new Map((await customersOf(tx, id)).map((one) => [one.customer, one.name])),
      services: new Map(
        (await catalogueOf(tx, id)).services.map((one) => [one.service, say(visit, one.nameSv, one.nameEn)]),
      ),
    }));
    const crumbs = [
      { path: "/runs", label: say(visit, "Fakturering", "Billing") },
      { path: "/corrections", label: say(visit, "Rättelser", "Corrections") },
    ];
    if (found === undefined) {
      const missing = say(visit, "Rättelsen finns inte", "There is no such correction");
      return { title: missing, status: 404, crumbs, body: <Title>{missing}</Title> };
    }
    const title = runName(visit.language, found.run);
    const customers = [...new Set(found.lines.map((line) => line.customer))].toSorted(byCode);
    const chosen = visit.query("customer") ?? (customers.length === 1 ? customers[0] : undefined);
    const shown = found.lines.filter((line) => line.customer === chosen);
    return {
      title,
      crumbs,
      body: (
        <>
          <Title>{title}</Title>
          <dl class="facts">
            <dt>{say(visit, "Läge", "State")}</dt>
            <dd>
              <State visit={visit} correction={found} />
            </dd>
            <dt>{say(visit, "Skillnaden bärs av", "The difference is borne by")}</dt>
            <dd>{bearerNames[found.bearer][visit.language]}</dd>
            <dt>{say(visit, "Beslut", "Decision")}</dt>
            <dd>
              {found.decision === ""
                ? say(visit, "anges när den godtas", "named when accepted")
                : found.decision}
            </dd>
            <dt>{say(visit, "Bokförs", "Booked")}</dt>
            <dd>{formatPeriod(found.run.period, visit.language)}</dd>
            <dt>{say(visit, "Netto", "Net")}</dt>
            <dd>
              <Amount amountOre={found.run.totalOre} language={visit.language} unit="kr" /> kr
            </dd>
            <dt>{say(visit, "Föreslagen av", "Proposed by")}</dt>
            <dd>{found.run.rehearsedBy}</dd>
            {found.run.approvedBy === undefined ? null : (
              <>
                <dt>{say(visit, "Godtagen av", "Accepted by")}</dt>
                <dd>{found.run.approvedBy}</dd>
              </>
            )}
            <dt>{say(visit, "Kontrollsumma", "Checksum")}</dt>
            <dd class="change">{found.run.contentSha256}</dd>
          </dl>
          <Accept visit={visit} correction={found} />
          {customers.length < 2 ? null : (
            <Customers visit={visit} correction={found} customers={customers} names={names} />
          )}
          {chosen === undefined ? null : (
            <>
              <h2>{names.get(chosen) ?? chosen}</h2>
              <Lines visit={visit} lines={shown} services={services} />
            </>
          )}
        </>
      ),
    };
  },
};

/** The form for who may accept it; who proposed it is told to wait. */
function Accept({ visit, correction }: { visit: Visit; correction: KeptCorrection }) {
  const { run, decision } = correction;
  if (run.state === "issued") {
    return (
      <p>
        <a href={`/runs/${encodeURIComponent(run.run)}`}>
          {say(visit, "Fakturor och kreditnotor", "Invoices and credit notes")}
        </a>
      </p>
    );
  }
  if (run.rehearsedBy === visit.person.login) {
    return (
      <p class="lead">
        {say(
          visit,
          "Väntar på att någon annan än du godtar den.",
          "Waits for somebody else than you to accept it.",
        )}
      </p>
    );
  }
  return (
    <div class="acts">
      <ActForm
        visit={visit}
        act={acceptCorrectionRunAct}
        parameters={{ run: run.run }}
        {...(decision === "" ? {} : { values: { decision } })}
      />
    </div>
  );
}

function Customers({
  visit,
  correction,
  customers,
  names,
}: {
  visit: Visit;
  correction: KeptCorrection;
  customers: readonly string[];
  names: ReadonlyMap<string, string>;
}) {
  const ofCustomer = (customer: string) => correction.lines.filter((line) => line.customer === customer);
  return (
    <>
      <h2>{say(visit, "Per kund", "By customer")}</h2>
      <Table label={say(visit, "Per kund", "By customer")}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Kund", "Customer")}</th>
            <th scope="col" class="number wide-only">
              {say(visit, "Rader", "Lines")}
            </th>
            <th scope="col" class="number">
              {say(visit, "Skillnad, kr", "Difference, kr")}
            </th>
          </tr>
        </thead>
        <tbody>
          {customers.map((customer) => (
            <tr>
              <th scope="row">
                <a href={`${addressOf(correction)}?customer=${encodeURIComponent(customer)}`}>
                  {names.get(customer) ?? customer}
                </a>
              </th>
              <td class="number wide-only">{ofCustomer(customer).length}</td>
              <td class="number">
                <Amount
                  amountOre={sumOre(ofCustomer(customer).map((line) => line.netOre))}
                  language={visit.language}
                  unit="kr"
                />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say(visit, "Summa", "Sum")}</th>
            <td class="number wide-only">{correction.lines.length}</td>
            <td class="number">
              <Amount
                amountOre={sumOre(correction.lines.map((line) => line.netOre))}
                language={visit.language}
                unit="kr"
              />
            </td>
          </tr>
        </tfoot>
      </Table>
    </>
  );
}

function Lines({
  visit,
  lines,
  services,
}: {
  visit: Visit;
  lines: KeptCorrection["lines"];
  services: ReadonlyMap<string, string>;
}) {
  const title = say(visit, "Rader", "Lines");
  return (
    <Table label={title}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Tjänst", "Service")}</th>
          <th scope="col">{say(visit, "Månad", "Month")}</th>
          <th scope="col" class="number wide-only">
            {say(visit, "Fakturerat, kr", "Invoiced, kr")}
          </th>
          <th scope="col" class="number wide-only">
            {say(visit, "Rätt, kr", "Right, kr")}
          </th>
          <th scope="col" class="number">
            {say(visit, "Skillnad, kr", "Difference, kr")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const [right, stands] = line.because.inputs;
          const month = formatPeriod(line.servicePeriodFrom, visit.language);
          const service = services.get(line.service) ?? line.service;
          return (
            <tr>
              <th scope="row">
                {service}
                <span class="beneath">{line.item}</span>
              </th>
              <td>{month}</td>
              <td class="number wide-only">
                <Amount amountOre={oreOf(stands?.value)} language={visit.language} unit="kr" />
              </td>
              <td class="number wide-only">
                <Amount amountOre={oreOf(right?.value)} language={visit.language} unit="kr" />
              </td>
              <td class="number">
                <Amount
                  amountOre={line.netOre}
                  language={visit.language}
                  unit="kr"
                  basis={basisOf(line)}
                  label={`${service}, ${month}`}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say(visit, "Summa", "Sum")}</th>
          <td />
          <td class="wide-only" />
          <td class="wide-only" />
          <td class="number">
            <Amount
              amountOre={sumOre(lines.map((line) => line.netOre))}
              language={visit.language}
              unit="kr"
            />
          </td>
        </tr>
      </tfoot>
    </Table>
  );
}

/** An issued line explains itself; one that waits is explained by the line it will correct. */
function basisOf(line: KeptCorrection["lines"][number]): string | undefined {
  const id =
    "invoice" in line
      ? `invoice:${line.invoice}:${line.line}`
      : line.corrects && `invoice:${line.corrects.invoice}:${line.corrects.line}`;
  return id === undefined ? undefined : `/explain/${encodeURIComponent(id)}`;
}

function oreOf(value: string | undefined): Ore | undefined {
  return value === undefined ? undefined : parseKronor(value);
}

function State({ visit, correction }: { visit: Visit; correction: KeptCorrection }) {
  const issued = correction.run.state === "issued";
  return (
    <span class={`tag ${issued ? "done" : "waiting"}`}>
      {issued ? say(visit, "Utfärdad", "Issued") : say(visit, "Väntar", "Waiting")}
    </span>
  );
}

function addressOf({ run }: KeptCorrection): string {
  return `/corrections/${encodeURIComponent(run.run)}`;
}
