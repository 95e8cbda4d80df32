import { type Ore, ore, type Period, periodsOfYear, sumOre } from "../../../kernel/index.ts";
import { formatAmount, formatPercent, monthName } from "../../../platform/language/index.ts";
import {
  MonthChart,
  Amount,
  basisAddress,
  EditDoor,
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
import type { Agreement } from "../../../service/customers/index.ts";
import { agreementsOf, customersOf } from "../../../service/customers/actions/index.ts";
import { combinedId, lessId } from "../../ledger/index.ts";
import { isAnyCorrection } from "../index.ts";
import { runName } from "./run-name.ts";
import { type InvoicedAmount, type InvoiceHead, invoicedAmounts, invoicesOf } from "../actions/index.ts";

/** All customers with what they were charged in the year, largest first. */
export const customersPage: Page = {
  path: "/customers",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const year = visit.provider.year;
    const { customers, amounts } = await visit.read(async (tx) => ({
      customers: await customersOf(tx, visit.provider.id),
      amounts: await invoicedAmounts(tx, visit.provider.id, year),
    }));
    const paid = sums(amounts, (amount) => amount.customer);
    const total = sumOre(amounts.map((amount) => amount.netOre));
    const rows = customers
      .map((customer) => ({ customer, netOre: paid.get(customer.customer) ?? ore(0) }))
      .toSorted((a, b) => b.netOre - a.netOre || (a.customer.customer < b.customer.customer ? -1 : 1));
    const title = say(visit, "Kunder", "Customers");
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${rows.length === 1 ? "En kund" : `${rows.length} kunder`}. Fakturerat ${year}, utan moms, efter kreditnotor och återreglering.`,
              `${rows.length === 1 ? "One customer" : `${rows.length} customers`}. Invoiced ${year}, without VAT, after credit notes and settlement.`,
            )}
          >
            {title}
          </Title>
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Kund", "Customer")}</th>
                <th scope="col" class="wide-only">
                  {say(visit, "Slag", "Kind")}
                </th>
                <th scope="col" class="number">
                  {say(visit, "Fakturerat, kr", "Invoiced, kr")}
                </th>
                <th scope="col" class="number">
                  {say(visit, "Andel", "Share")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ customer, netOre }) => (
                <tr>
                  <th scope="row">
                    <a href={`/customers/${encodeURIComponent(customer.customer)}`}>{customer.name}</a>
                  </th>
                  <td class="wide-only">{kindName(visit, customer.kind)}</td>
                  <td class="number">
                    <Amount
                      amountOre={netOre}
                      language={visit.language}
                      unit="kr"
                      basis={
                        paid.has(customer.customer)
                          ? basisAddress(`charged:${year}:${customer.customer}`)
                          : undefined
                      }
                      label={customer.name}
                    />
                  </td>
                  <td class="number">
                    {formatPercent({ numerator: netOre, denominator: total }, visit.language)}
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr class="total">
                <th scope="row">{say(visit, "Summa", "Total")}</th>
                <td class="wide-only" />
                <td class="number">
                  <Amount
                    amountOre={total}
                    language={visit.language}
                    unit="kr"
                    basis={amounts.length === 0 ? undefined : basisAddress(`charged:${year}`)}
                    label={say(visit, "Summa", "Total")}
                  />
                </td>
                <td class="number" />
              </tr>
            </tfoot>
          </Table>
        </>
      ),
    };
  },
};

/** One customer's year: services by month, and the documents. */
export const customerPage: Page = {
  path: "/customers/:customer",
  allow: [...staffRoles, "customer"],
  render: (visit) => customerYearView(visit, visit.parameter("customer")),
};

/** For the staff: the ways to what is kept of a customer, and back. */
function Doors({
  visit,
  customer,
  agreements,
}: {
  visit: Visit;
  customer: string;
  agreements: readonly Agreement[];
}) {
  if (visit.person.role === "customer") return null;
  return (
    <>
      <EditDoor
        visit={visit}
        register="customers"
        row={customer}
        label={say(visit, "Ändra kunden", "Change the customer")}
      />
      {agreements.map(({ agreement }) => (
        <>
          <a href={`/registers/agreements/row?key=${encodeURIComponent(agreement)}`}>
            {say(visit, `Avtal ${agreement}`, `Agreement ${agreement}`)}
          </a>
          <EditDoor
            visit={visit}
            register="agreements"
            row={agreement}
            label={say(visit, "Ändra avtalet", "Change it")}
          />
        </>
      ))}
    </>
  );
}

export async function customerYearView(visit: Visit, code: string): Promise<View> {
  const year = visit.provider.year;
  const found = await visit.read(async (tx) => {
    const customer = (await customersOf(tx, visit.provider.id)).find((each) => each.customer === code);
    if (customer === undefined) return undefined;
    return {
      customer,
      agreements: (await agreementsOf(tx, visit.provider.id)).filter((one) => one.customer === code),
      catalogue: await catalogueOf(tx, visit.provider.id, yearEnd(visit)),
      documents: await invoicesOf(tx, visit.provider.id, { customer: code, year }),
      amounts: (await invoicedAmounts(tx, visit.provider.id, year)).filter(
        (amount) => amount.customer === code,
      ),
    };
  });
  if (found === undefined) {
    const title = say(visit, "Kunden finns inte", "There is no such customer");
    return { title, status: 404, body: <Title>{title}</Title> };
  }
  const { customer, agreements, catalogue, documents, amounts } = found;
  const names = new Map(
    catalogue.services.map((service) => [
      service.service,
      visit.language === "sv" ? service.nameSv : service.nameEn,
    ]),
  );
  const total = sumOre(amounts.map((amount) => amount.netOre));
  const byService = [...sums(amounts, (amount) => amount.service)].sort(
    (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1),
  );
  const largest = byService[0];
  const kronor = (amount: Ore): string => `${formatAmount(amount, visit.language, "kr")} kr`;
  return {
    title: customer.name,
    ...(visit.person.role === "customer" && visit.person.customers.length === 1
      ? {}
      : { crumbs: [{ path: "/customers", label: say(visit, "Kunder", "Customers") }] }),
    body: (
      <>
        <Title
          lead={
            largest === undefined
              ? say(visit, `Inga fakturor ${year}.`, `No invoices in ${year}.`)
              : say(
                  visit,
                  `${byService.length} tjänster för ${kronor(total)} under ${year}. Störst är ${names.get(largest[0]) ?? largest[0]} med ${formatPercent({ numerator: largest[1], denominator: total }, "sv", 0)}.`,
                  `${byService.length} services for ${kronor(total)} in ${year}. Largest is ${names.get(largest[0]) ?? largest[0]} with ${formatPercent({ numerator: largest[1], denominator: total }, "en", 0)}.`,
                )
          }
        >
          {customer.name}
        </Title>
        <div class="doors">
          {documents.length === 0 ? null : (
            <a class="button" href={`/customers/${encodeURIComponent(code)}/why`}>
              {say(visit, "Varför betalar vi detta?", "Why do we pay this?")}
            </a>
          )}
          <Doors visit={visit} customer={code} agreements={agreements} />
        </div>
        {documents.length === 0 ? null : (
          <>
            <YearCards visit={visit} year={year} customer={code} total={total} documents={documents} />
            <CustomerMonths
              visit={visit}
              year={year}
              customer={code}
              amounts={amounts}
              services={byService}
              names={names}
            />
            <h2>{say(visit, "Fakturor och kreditnotor", "Invoices and credit notes")}</h2>
            <Documents visit={visit} documents={documents} />
            <h2>{say(visit, "Tjänster månad för månad, tkr", "Services month by month, tkr")}</h2>
            <ServiceMonths
              visit={visit}
              year={year}
              customer={code}
              amounts={amounts}
              services={byService}
              names={names}
            />
          </>
        )}
      </>
    ),
  };
}

/** The year in three figures, and how it fell on the months. */
function YearCards({
  visit,
  year,
  customer,
  total,
  documents,
}: {
  visit: Visit;
  year: number;
  customer: string;
  total: Ore;
  documents: readonly InvoiceHead[];
}) {
  const of = (test: (run: string) => boolean): readonly InvoiceHead[] =>
    documents.filter((document) => test(document.run));
  const netOf = (some: readonly InvoiceHead[]): Ore => sumOre(some.map((document) => document.netOre));
  const settlements = of((run) => run.startsWith("settlement-"));
  const corrections = of((run) => isAnyCorrection({ run }));
  const settled = netOf(settlements);
  const kronor = (amount: Ore): string => `${formatAmount(amount, visit.language, "tkr")} tkr`;
  const cards: readonly (readonly [string, Ore, string, readonly string[]])[] = [
    [
      say(visit, `Fakturerat ${year}`, `Invoiced ${year}`),
      total,
      say(
        visit,
        "utan moms, efter rättelser och återreglering",
        "without VAT, after corrections and settlement",
      ),
      [`charged:${year}:${customer}`],
    ],
    [
      say(visit, "Varav återreglering", "Of which settlement"),
      settled,
      settled > 0
        ? say(
            visit,
            "att betala: tjänsterna kostade mer än ni betalat",
            "to pay: the services cost more than was paid",
          )
        : say(visit, "tillbaka: tjänsterna kostade mindre", "back: the services cost less"),
      settlements.flatMap(netIdsOf),
    ],
    [
      say(visit, "Varav rättelser", "Of which corrections"),
      netOf(corrections),
      say(visit, "av tidigare fakturor", "of earlier invoices"),
      corrections.flatMap(netIdsOf),
    ],
  ];
  return (
    <ul class="story">
      {cards.map(([label, amount, small, ids]) => (
        <li>
          <div class="card">
            <span class="kicker">{label}</span>
            {ids.length === 0 ? (
              <span class="big">{kronor(amount)}</span>
            ) : (
              <a class="big" href={basisAddress(combinedId(ids))}>
                {kronor(amount)}
              </a>
            )}
            <span class="small">
              {amount === 0 ? say(visit, "inget under året", "none in the year") : small}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What was invoiced month by month, the five largest services by themselves. */
function CustomerMonths({
  visit,
  year,
  customer,
  amounts,
  services,
  names,
}: {
  visit: Visit;
  year: number;
  customer: string;
  amounts: readonly InvoicedAmount[];
  services: readonly (readonly [string, Ore])[];
  names: ReadonlyMap<string, string>;
}) {
  const months = periodsOfYear(year);
  const shown = services
    .filter(([, netOre]) => netOre > 0)
    .slice(0, 5)
    .map(([service]) => service);
  const cells = sums(
    amounts,
    (amount) => `${shown.includes(amount.service) ? amount.service : ""}|${amount.period}`,
  );
  const bars = [...shown, ""].map((service) => ({
    name: service === "" ? say(visit, "Övriga tjänster", "Other services") : (names.get(service) ?? service),
    amountsOre: months.map((month) => cells.get(`${service}|${month}`)),
    bases: months.map((month) => {
      const mine = amounts
        .filter((amount) => amount.period === month)
        .map((amount) => amount.service)
        .filter((one) => (service === "" ? !shown.includes(one) : one === service));
      return mine.length === 0
        ? undefined
        : basisAddress(
            combinedId([...new Set(mine)].map((one) => `charged:${year}:${customer}:${one}:${month}`)),
          );
    }),
  }));
  return (
    <MonthChart
      label={say(visit, `Fakturerat ${year}, utan moms`, `Invoiced ${year}, without VAT`)}
      months={months.map((month) => monthName(month, visit.language))}
      bars={bars.filter((one) => one.amountsOre.some((amount) => amount !== undefined))}
    />
  );
}

function byDay(a: InvoiceHead, b: InvoiceHead): number {
  if (a.documentDay !== b.documentDay) return a.documentDay < b.documentDay ? -1 : 1;
  return a.series === b.series ? a.number - b.number : a.series < b.series ? -1 : 1;
}

function Documents({ visit, documents }: { visit: Visit; documents: readonly InvoiceHead[] }) {
  return (
    <Table label={say(visit, "Fakturor och kreditnotor", "Invoices and credit notes")}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Nummer", "Number")}</th>
          <th scope="col" class="wide-only">
            {say(visit, "Dag", "Day")}
          </th>
          <th scope="col">{say(visit, "Avser", "For")}</th>
          <th scope="col" class="number wide-only">
            {say(visit, "Netto, kr", "Net, kr")}
          </th>
          <th scope="col" class="number wide-only">
            {say(visit, "Moms, kr", "VAT, kr")}
          </th>
          <th scope="col" class="number">
            {say(visit, "Att betala, kr", "To pay, kr")}
          </th>
        </tr>
      </thead>
      <tbody>
        {documents.toSorted(byDay).map((document) => (
          <tr>
            <th scope="row">
              <a href={`/invoices/${encodeURIComponent(document.invoice)}`}>{document.invoice}</a>
            </th>
            <td class="day wide-only">{document.documentDay}</td>
            <td>
              {runName(visit.language, document)}
              {document.kind === "invoice" ? null : (
                <span class="beneath">{say(visit, "kreditnota", "credit note")}</span>
              )}
            </td>
            <td class="number wide-only">
              <Amount
                amountOre={document.netOre}
                language={visit.language}
                unit="kr"
                basis={basisAddress(combinedId(netIdsOf(document)))}
                label={`${document.invoice}, ${say(visit, "netto", "net")}`}
              />
            </td>
            <td class="number wide-only">
              <Amount
                amountOre={document.vatOre}
                language={visit.language}
                unit="kr"
                basis={document.vatOre === 0 ? undefined : basisAddress(`invoice:${document.invoice}:vat`)}
                label={`${document.invoice}, ${say(visit, "moms", "VAT")}`}
              />
            </td>
            <td class="number">
              <Amount
                amountOre={document.totalOre}
                language={visit.language}
                unit="kr"
                basis={basisAddress(`invoice:${document.invoice}`)}
                label={`${document.invoice}, ${say(visit, "att betala", "to pay")}`}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** A document without its VAT. */
function netIdsOf({ invoice, vatOre }: InvoiceHead): readonly string[] {
  return vatOre === 0 ? [`invoice:${invoice}`] : [`invoice:${invoice}`, lessId(`invoice:${invoice}:vat`)];
}

function ServiceMonths({
  visit,
  year,
  customer,
  amounts,
  services,
  names,
}: {
  visit: Visit;
  year: number;
  customer: string;
  amounts: readonly InvoicedAmount[];
  services: readonly (readonly [string, Ore])[];
  names: ReadonlyMap<string, string>;
}) {
  const months = periodsOfYear(year);
  const cells = sums(amounts, (amount) => `${amount.service}|${amount.period}`);
  const byMonth = sums(amounts, (amount) => amount.period);
  const cell = (amountOre: Ore | undefined, service: string, month?: Period) => (
    <td class="number">
      <Amount
        amountOre={amountOre}
        language={visit.language}
        unit="tkr"
        basis={basisAddress(
          `charged:${year}:${customer}:${service}${month === undefined ? "" : `:${month}`}`,
        )}
        label={[
          service === "*" ? say(visit, "Summa", "Total") : (names.get(service) ?? service),
          month === undefined ? String(year) : monthName(month, visit.language),
        ].join(", ")}
      />
    </td>
  );
  return (
    <Table label={say(visit, "Tjänster månad för månad", "Services month by month")}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Tjänst", "Service")}</th>
          {months.map((month) => (
            <th scope="col" class="number">
              {monthName(month, visit.language).slice(0, 3)}
            </th>
          ))}
          <th scope="col" class="number">
            {say(visit, "Året", "Year")}
          </th>
        </tr>
      </thead>
      <tbody>
        {services.map(([service, netOre]) => (
          <tr>
            <th scope="row">{names.get(service) ?? service}</th>
            {months.map((month) => cell(cells.get(`${service}|${month}`), service, month))}
            {cell(netOre, service)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr class="total">
          <th scope="row">{say(visit, "Summa", "Total")}</th>
          {months.map((month: Period) => cell(byMonth.get(month), "*", month))}
          {cell(sumOre(amounts.map((amount) => amount.netOre)), "*")}
        </tr>
      </tfoot>
    </Table>
  );
}

function sums(
  amounts: readonly InvoicedAmount[],
  keyOf: (amount: InvoicedAmount) => string,
): Map<string, Ore> {
  const found = new Map<string, Ore>();
  for (const amount of amounts) {
    const key = keyOf(amount);
    found.set(key, ore((found.get(key) ?? 0) + amount.netOre));
  }
  return found;
}

function kindName(visit: Visit, kind: string): string {
  const names: Record<string, readonly [string, string]> = {
    department: ["Förvaltning", "Department"],
    parent_company: ["Moderbolag", "Parent company"],
    subsidiary: ["Dotterbolag", "Subsidiary"],
    company: ["Bolag", "Company"],
    external: ["Extern", "External"],
  };
  const [sv, en] = names[kind] ?? [kind, kind];
  return say(visit, sv, en);
}
