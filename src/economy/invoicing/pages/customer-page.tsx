import { type Ore, ore, type Period, periodsOfYear, sumOre } from "../../../kernel/index.ts";
import { formatAmount, formatPercent, monthName } from "../../../platform/language/index.ts";
import {
  Amount,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type View,
  type Visit,
} from "../../../platform/web/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
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
      .sort((a, b) => b.netOre - a.netOre || (a.customer.customer < b.customer.customer ? -1 : 1));
    const title = say(visit, "Kunder", "Customers");
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${rows.length} kunder. Fakturerat ${year}, utan moms, efter kreditnotor och återreglering.`,
              `${rows.length} customers. Invoiced ${year}, without VAT, after credit notes and settlement.`,
            )}
          >
            {title}
          </Title>
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Kund", "Customer")}</th>
                <th scope="col">{say(visit, "Slag", "Kind")}</th>
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
                  <td>{kindName(visit, customer.kind)}</td>
                  <td class="number">
                    <Amount amountOre={netOre} language={visit.language} unit="kr" />
                  </td>
                  <td class="number">
                    {formatPercent({ numerator: netOre, denominator: total }, visit.language)}
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr class="total">
                <th scope="row" colspan={2}>
                  {say(visit, "Summa", "Total")}
                </th>
                <td class="number">
                  <Amount amountOre={total} language={visit.language} unit="kr" />
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

export async function customerYearView(visit: Visit, code: string): Promise<View> {
  const year = visit.provider.year;
  const found = await visit.read(async (tx) => {
    const customer = (await customersOf(tx, visit.provider.id)).find((each) => each.customer === code);
    if (customer === undefined) return undefined;
    return {
      customer,
      catalogue: await catalogueOf(tx, visit.provider.id),
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
  const { customer, catalogue, documents, amounts } = found;
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
    title: `${customer.name} ${year}`,
    crumbs: [{ path: "/customers", label: say(visit, "Kunder", "Customers") }],
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
        {documents.length === 0 ? null : (
          <>
            <h2>{say(visit, "Fakturor och kreditnotor", "Invoices and credit notes")}</h2>
            <Documents visit={visit} documents={documents} />
            <h2>{say(visit, "Tjänster månad för månad, tkr", "Services month by month, tkr")}</h2>
            <ServiceMonths visit={visit} year={year} amounts={amounts} services={byService} names={names} />
          </>
        )}
      </>
    ),
  };
}

function Documents({ visit, documents }: { visit: Visit; documents: readonly InvoiceHead[] }) {
  return (
    <Table label={say(visit, "Fakturor och kreditnotor", "Invoices and credit notes")}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Nummer", "Number")}</th>
          <th scope="col">{say(visit, "Dag", "Day")}</th>
          <th scope="col">{say(visit, "Slag", "Kind")}</th>
          <th scope="col">{say(visit, "Körning", "Run")}</th>
          <th scope="col" class="number">
            {say(visit, "Netto", "Net")}
          </th>
          <th scope="col" class="number">
            {say(visit, "Moms", "VAT")}
          </th>
          <th scope="col" class="number">
            {say(visit, "Att betala", "To pay")}
          </th>
        </tr>
      </thead>
      <tbody>
        {documents.map((document) => (
          <tr>
            <th scope="row">
              <a href={`/invoices/${encodeURIComponent(document.invoice)}`}>{document.invoice}</a>
            </th>
            <td>{document.documentDay}</td>
            <td>
              {document.kind === "invoice"
                ? say(visit, "Faktura", "Invoice")
                : say(visit, "Kreditnota", "Credit note")}
            </td>
            <td>{document.run}</td>
            <td class="number">
              <Amount amountOre={document.netOre} language={visit.language} unit="kr" />
            </td>
            <td class="number">
              <Amount amountOre={document.vatOre} language={visit.language} unit="kr" />
            </td>
            <td class="number">
              <Amount amountOre={document.totalOre} language={visit.language} unit="kr" />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function ServiceMonths({
  visit,
  year,
  amounts,
  services,
  names,
}: {
  visit: Visit;
  year: number;
  amounts: readonly InvoicedAmount[];
  services: readonly (readonly [string, Ore])[];
  names: ReadonlyMap<string, string>;
}) {
  const months = periodsOfYear(year);
  const cells = sums(amounts, (amount) => `${amount.service}|${amount.period}`);
  const byMonth = sums(amounts, (amount) => amount.period);
  const cell = (amountOre: Ore | undefined) => (
    <td class="number">
      <Amount amountOre={amountOre} language={visit.language} unit="tkr" />
    </td>
  );
  return (
    <Table label={say(visit, "Tjänster månad för månad", "Services month by month")}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Tjänst", "Service")}</th>
          {months.map((month) => (
            <th scope="col" class="number">
              <abbr title={monthName(month, visit.language)}>
                {monthName(month, visit.language).slice(0, 3)}
              </abbr>
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
            {months.map((month) => cell(cells.get(`${service}|${month}`)))}
            {cell(netOre)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr class="total">
          <th scope="row">{say(visit, "Summa", "Total")}</th>
          {months.map((month: Period) => cell(byMonth.get(month)))}
          {cell(sumOre(amounts.map((amount) => amount.netOre)))}
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
