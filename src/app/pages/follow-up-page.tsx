import { formatMicro } from "../../kernel/index.ts";
import { formatPercent } from "../../platform/language/index.ts";
import {
  ActForm,
  Amount,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../platform/web/index.ts";
import { type FollowUp, followUpOf } from "../follow-up.ts";
import { sendAgreementAct, signAgreementAct } from "./customer-acts.ts";
import { Cases, MonthByMonth, Volumes } from "./follow-up-parts.tsx";

/** One customer on one page (R015): agreement, services, what was charged, volumes, review, needs, consolidation. */
export const followUpPage: Page = {
  path: "/customers/:customer/follow-up",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const code = visit.parameter("customer");
    const page = await visit.read((tx) =>
      followUpOf(tx, visit.provider.id, { customer: code, year: visit.provider.year }),
    );
    if (page === undefined) {
      const title = say(visit, "Kunden finns inte", "There is no such customer");
      return { title, status: 404, body: <Title>{title}</Title> };
    }
    const { used, unused, closed } = page.takeUp;
    const path = `/customers/${encodeURIComponent(code)}`;
    return {
      title: say(
        visit,
        `${page.customer.name}, uppföljning ${page.year}`,
        `${page.customer.name}, follow-up ${page.year}`,
      ),
      crumbs: [
        { path: "/customers", label: say(visit, "Kunder", "Customers") },
        { path, label: page.customer.name },
      ],
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${used.length} tjänster används, ${unused.length} är öppna men oanvända, ${closed.length} är inte öppna för kunden.`,
              `${used.length} services are used, ${unused.length} are open but not used, ${closed.length} are not open to the customer.`,
            )}
          >
            {say(visit, `Uppföljning ${page.year}`, `Follow-up ${page.year}`)}
          </Title>
          <Facts visit={visit} page={page} />
          <Signing visit={visit} page={page} />
          <Charged visit={visit} page={page} />
          <Volumes visit={visit} page={page} />
          <MonthByMonth visit={visit} page={page} />
          <Cases visit={visit} page={page} />
          <Names
            title={say(visit, "Öppna men oanvända tjänster", "Open services that are not used")}
            names={unused.map((service) => page.nameOf.get(service) ?? service)}
          />
          <Names
            title={say(visit, "Behov", "Needs")}
            names={page.needs.map((need) => `${need.text} (${stateName(visit, need.state)})`)}
          />
          <Names
            title={say(visit, "Konsolidering", "Consolidation")}
            names={page.plans.map(
              (plan) =>
                `${plan.name} (${stateName(visit, plan.stage)})${plan.deviation === "" ? "" : `: ${plan.deviation}`}`,
            )}
          />
          <Names
            title={say(visit, "Forum", "Forums")}
            names={page.forums.map((forum) =>
              say(visit, forum.nameSv, forum.nameEn === "" ? forum.nameSv : forum.nameEn),
            )}
          />
          {page.notMeasured.length === 0 ? null : <p>{notMeasured(visit, page)}</p>}
        </>
      ),
    };
  },
};

function Facts({ visit, page }: { visit: Visit; page: FollowUp }) {
  const none = say(visit, "saknas", "none");
  const rows: (readonly [string, string])[] = [
    [say(visit, "Kundansvarig", "Account manager"), page.accountManager === "" ? none : page.accountManager],
    [
      say(visit, "Avtal", "Agreement"),
      page.agreement === undefined
        ? none
        : [
            stateName(visit, page.agreement.status),
            page.agreement.signedOn ?? "",
            page.agreement.reason === "" ? "" : `(${page.agreement.reason})`,
          ]
            .filter((part) => part !== "")
            .join(" "),
    ],
    [
      say(visit, "Kundgenomgång", "Customer review"),
      page.review === undefined
        ? none
        : `${page.review.heldOn ?? ""} ${stateName(visit, page.review.state)}. ${page.review.decisions}`,
    ],
  ];
  const { delivery, deliveryBefore, satisfaction } = page;
  if (delivery !== undefined)
    rows.push([
      say(visit, "Lösta inom avtalad tid (SLA)", "Solved within the agreed time (SLA)"),
      `${shareText(visit, delivery)}${deliveryBefore === undefined ? "" : `; ${page.year - 1}: ${shareText(visit, deliveryBefore)}`}`,
    ]);
  if (satisfaction !== undefined)
    rows.push([
      say(visit, "Nöjd-kund-index (NKI)", "Satisfaction index (NKI)"),
      `${formatMicro(satisfaction.latest.indexMicro)} (${satisfaction.latest.survey}, ${satisfaction.latest.answers} ${say(visit, "svar", "answers")})${satisfaction.changeMicro === undefined ? "" : `; ${say(visit, "från förra undersökningen", "since the survey before")} ${formatMicro(satisfaction.changeMicro)}`}`,
    ]);
  return (
    <Table label={say(visit, "Om kunden", "About the customer")}>
      <tbody>
        {rows.map(([label, text]) => (
          <tr>
            <th scope="row">{label}</th>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Sending the agreement and keeping signatures, for who may and while it waits for them. */
function Signing({ visit, page: { agreement } }: { visit: Visit; page: FollowUp }) {
  if (agreement === undefined || agreement.status === "signed" || agreement.status === "declined")
    return null;
  if (!signAgreementAct.mandate.roles.includes(visit.person.role)) return null;
  const parameters = { agreement: agreement.agreement };
  return (
    <details>
      <summary>
        {say(visit, `Underskrift av ${agreement.agreement}`, `Signing of ${agreement.agreement}`)}
      </summary>
      <ActForm visit={visit} act={sendAgreementAct} parameters={parameters} quiet />
      <ActForm visit={visit} act={signAgreementAct} parameters={parameters} />
    </details>
  );
}

/** A share with its parts: percent first, then of what. */
function shareText(visit: Visit, { numerator, denominator }: NonNullable<FollowUp["delivery"]>): string {
  return `${formatPercent({ numerator, denominator }, visit.language, 0)} (${numerator} ${say(visit, "av", "of")} ${denominator})`;
}

function notMeasured(visit: Visit, { notMeasured: lacking, year }: FollowUp): string {
  const names = lacking.map((one) =>
    one === "sla"
      ? say(visit, "ärenden lösta inom avtalad tid (SLA)", "cases solved within the agreed time (SLA)")
      : say(visit, "nöjd-kund-index (NKI)", "satisfaction index (NKI)"),
  );
  return say(
    visit,
    `Inget är inläst för ${year} om ${names.join(" och ")}.`,
    `Nothing has been loaded for ${year} about ${names.join(" and ")}.`,
  );
}

function Charged({ visit, page }: { visit: Visit; page: FollowUp }) {
  const title = say(visit, "Debiterat utan moms, kr", "Charged without VAT, kr");
  const cell = (amountOre: FollowUp["chargedOre"]) => (
    <td class="number">
      <Amount amountOre={amountOre} language={visit.language} unit="kr" />
    </td>
  );
  return (
    <>
      <h2>{title}</h2>
      <Table label={title}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Tjänst", "Service")}</th>
            <th scope="col" class="number">
              {page.year}
            </th>
            <th scope="col" class="number">
              {page.year - 1}
            </th>
          </tr>
        </thead>
        <tbody>
          {page.charged.services.map((row) => (
            <tr>
              <th scope="row">
                <a
                  href={`/customers/${encodeURIComponent(page.customer.customer)}/services/${encodeURIComponent(row.service)}`}
                >
                  {page.nameOf.get(row.service) ?? row.service}
                </a>
              </th>
              {cell(row.nowOre)}
              {cell(row.beforeOre)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr class="total">
            <th scope="row">{say(visit, "Summa", "Total")}</th>
            {cell(page.chargedOre)}
            {cell(page.chargedBeforeOre)}
          </tr>
        </tfoot>
      </Table>
    </>
  );
}

function Names({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {names.map((name) => (
          <li>{name}</li>
        ))}
      </ul>
    </>
  );
}

const states: Readonly<Record<string, readonly [string, string]>> = {
  draft: ["utkast", "draft"],
  sent: ["utskickat", "sent"],
  signed: ["undertecknat", "signed"],
  declined: ["avböjt", "declined"],
  captured: ["fångat", "captured"],
  "in-demand": ["i behovshanteringen", "in the demand intake"],
  answered: ["besvarat", "answered"],
  planned: ["planerad", "planned"],
  held: ["hållen", "held"],
  agreed: ["överenskommen", "agreed"],
  study: ["förstudie", "study"],
  ongoing: ["pågår", "under way"],
  done: ["klar", "done"],
  stopped: ["avbruten", "stopped"],
};

function stateName(visit: Visit, state: string): string {
  const [sv, en] = states[state] ?? [state, state];
  return say(visit, sv, en);
}
