import { linesBeforeAttachment } from "../../../formats/peppol/index.ts";
import { formatPeriod, formatPrice, formatQuantity } from "../../../platform/language/index.ts";
import {
  ActForm,
  Amount,
  basisAddress,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
  yearEnd,
} from "../../../platform/web/index.ts";
import { ore } from "../../../kernel/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { invoiceOf, type StoredInvoice } from "../actions/index.ts";
import { type BilledCustomer, channelOf, type IssuedLine } from "../index.ts";
import { objectionTo, voidInvoiceAct } from "./objection-acts.ts";

/** An issued document; every line leads to why it is charged. */
export const invoicePage: Page = {
  path: "/invoices/:invoice",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const { stored, names } = await visit.read(async (tx) => ({
      stored: await invoiceOf(tx, visit.provider.id, visit.parameter("invoice")),
      names: new Map(
        (await catalogueOf(tx, visit.provider.id, yearEnd(visit))).services.map((one) => [
          one.service,
          visit.language === "sv" ? one.nameSv : one.nameEn,
        ]),
      ),
    }));
    if (stored === undefined) {
      const title = say(visit, "Fakturan finns inte", "There is no such invoice");
      return { title, status: 404, body: <Title>{title}</Title> };
    }
    const { head } = stored;
    const isCustomer = visit.person.role === "customer";
    const kind =
      head.kind === "invoice" ? say(visit, "Faktura", "Invoice") : say(visit, "Kreditnota", "Credit note");
    const name =
      typeof head.snapshot.customer["name"] === "string" ? head.snapshot.customer["name"] : head.customer;
    return {
      title: `${kind} ${head.invoice}`,
      crumbs: [
        ...(isCustomer && visit.person.customers.length === 1
          ? []
          : [{ path: "/customers", label: say(visit, "Kunder", "Customers") }]),
        { path: `/customers/${encodeURIComponent(head.customer)}`, label: name },
      ],
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${name}. Dag ${head.documentDay}, förfaller ${head.dueDay}. Varje belopp leder till varför ${isCustomer ? "ni" : "kunden"} betalar det.`,
              `${name}. Dated ${head.documentDay}, due ${head.dueDay}. Every amount leads to why ${isCustomer ? "you pay" : "the customer pays"} it.`,
            )}
          >
            {kind} {head.invoice}
          </Title>
          <Documents visit={visit} stored={stored} />
          <Lines visit={visit} stored={stored} names={names} />
          {head.voucherSeries === "" ? null : (
            <div class="acts">
              <ActForm
                visit={visit}
                act={objectionTo(stored.lines)}
                parameters={{ invoice: head.invoice }}
                quiet
              />
              {head.kind === "invoice" ? (
                <ActForm visit={visit} act={voidInvoiceAct} parameters={{ invoice: head.invoice }} quiet />
              ) : null}
            </div>
          )}
          {stored.corrections.length === 0 ? null : (
            <>
              <h2>{say(visit, "Rader som har rättats", "Lines that were corrected")}</h2>
              <ul>
                {stored.corrections.map((line) => (
                  <li>
                    <a href={`/invoices/${encodeURIComponent(line.invoice)}`}>{line.invoice}</a>:{" "}
                    {visit.language === "sv" ? line.textSv : line.textEn},{" "}
                    <Amount amountOre={line.netOre} language={visit.language} unit="kr" /> kr
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

/** The document itself, in the forms it goes out in. What an earlier system invoiced has none here. */
function Documents({ visit, stored: { head, lines } }: { visit: Visit; stored: StoredInvoice }) {
  if (head.voucherSeries === "") return null;
  const customer = head.snapshot.customer as unknown as BilledCustomer;
  const place = `/api/v1/invoices/${encodeURIComponent(head.invoice)}`;
  const language = visit.language === "en" ? "?language=en" : "";
  const forms = [
    { href: `${place}.pdf${language}`, label: "PDF" },
    ...(channelOf(customer, customer.receiver) === "peppol"
      ? [{ href: `${place}.xml`, label: "Peppol (XML)" }]
      : []),
    { href: `${place}.xlsx`, label: "Excel" },
    { href: `${place}.csv`, label: "CSV" },
    ...(lines.length > linesBeforeAttachment
      ? [{ href: `${place}.specification.csv`, label: say(visit, "Specifikation", "Specification") }]
      : []),
  ];
  return (
    <p>
      {say(visit, "Hämta dokumentet:", "Get the document:")}{" "}
      {forms.map(({ href, label }, index) => (
        <>
          {index === 0 ? "" : ", "}
          <a href={href} download>
            {label}
          </a>
        </>
      ))}
    </p>
  );
}

function Lines({
  visit,
  stored: { head, lines },
  names,
}: {
  visit: Visit;
  stored: StoredInvoice;
  names: ReadonlyMap<string, string>;
}) {
  const whole = `invoice:${head.invoice}`;
  return (
    <Table label={say(visit, "Rader", "Lines")}>
      <thead>
        <tr>
          <th scope="col" class="wide-only">
            {say(visit, "Rad", "Line")}
          </th>
          <th scope="col">{say(visit, "Avser", "For")}</th>
          <th scope="col" class="wide-only">
            {say(visit, "Tjänsteperiod", "Service period")}
          </th>
          <th scope="col" class="number wide-only">
            {say(visit, "Antal", "Quantity")}
          </th>
          <th scope="col" class="number wide-only">
            {say(visit, "À-pris, kr", "Price, kr")}
          </th>
          <th scope="col" class="number">
            {say(visit, "Belopp, kr", "Amount, kr")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <LineRow visit={visit} line={line} name={names.get(line.service) ?? line.service} />
        ))}
      </tbody>
      <tfoot>
        <Sum visit={visit} label={say(visit, "Netto", "Net")} amountOre={head.netOre} id={`${whole}:net`} />
        <Sum visit={visit} label={say(visit, "Moms", "VAT")} amountOre={head.vatOre} id={`${whole}:vat`} />
        <Sum
          visit={visit}
          label={say(visit, "Att betala", "To pay")}
          amountOre={head.totalOre}
          id={whole}
          total
        />
      </tfoot>
    </Table>
  );
}

function LineRow({ visit, line, name }: { visit: Visit; line: IssuedLine; name: string }) {
  const from = formatPeriod(line.servicePeriodFrom, visit.language);
  const to = formatPeriod(line.servicePeriodTo, visit.language);
  // A settlement line calls its service by code; a reader knows it by name.
  const text = (visit.language === "sv" ? line.textSv : line.textEn).replace(line.service, name);
  const quantity = `${formatQuantity(line.quantityMicro, visit.language)} ${unitName(visit, line.unit)}`;
  const price = formatPrice(line.priceMicro, visit.language);
  const basis = basisAddress(`invoice:${line.invoice}:${line.line}`);
  return (
    <tr id={`line-${line.line}`}>
      <td class="wide-only">{line.line}</td>
      <th scope="row">
        {text}
        {line.corrects === undefined ? null : (
          <span class="beneath">
            {say(visit, "rättar", "corrects")}{" "}
            <a href={`/invoices/${encodeURIComponent(line.corrects.invoice)}#line-${line.corrects.line}`}>
              {line.corrects.invoice}, {say(visit, "rad", "line")} {line.corrects.line}
            </a>
          </span>
        )}
        <Basis visit={visit} line={line} />
        <span class="beneath narrow">
          {quantity} × {price} kr
        </span>
      </th>
      <td class="wide-only">{from === to ? from : `${from} – ${to}`}</td>
      <td class="number wide-only">
        <a href={basis}>{quantity}</a>
      </td>
      <td class="number wide-only">
        <a href={basis}>{price}</a>
      </td>
      <td class="number">
        <Amount
          amountOre={line.netOre}
          language={visit.language}
          unit="kr"
          basis={basis}
          label={`${say(visit, "Varför betalar vi detta", "Why do we pay this")}: ${text}`}
        />
      </td>
    </tr>
  );
}

/** Where a quantity comes from: its orders, or what was measured, whose events stay with the provider's own people. */
function Basis({ visit, line }: { visit: Visit; line: IssuedLine }) {
  const orders = line.because.inputs.flatMap(({ id }) => (id?.startsWith("order:") ? [id.slice(6)] : []));
  const links = orders.map((order) => ({ href: `/orders/${encodeURIComponent(order)}`, text: order }));
  const isMeasured = line.chargeKind === "metered" && orders.length === 0 && visit.person.role !== "customer";
  if (isMeasured && line.invoice !== "")
    links.push({
      href: `/usage?customer=${encodeURIComponent(line.customer)}&item=${encodeURIComponent(line.item)}&period=${line.servicePeriodFrom}`,
      text: say(visit, "förbrukningen per dag", "usage by day"),
    });
  if (links.length === 0) return null;
  return (
    <span class="beneath">
      {links.map(({ href, text }, index) => (
        <>
          {index === 0 ? "" : ", "}
          <a href={href}>{text}</a>
        </>
      ))}
    </span>
  );
}

/** Units stand as the price list has them; the twelfth of a fee is the program's own. */
function unitName(visit: Visit, unit: string): string {
  return unit === "month" ? say(visit, "månad", "month") : unit;
}

function Sum({
  visit,
  label,
  amountOre,
  id,
  total = false,
}: {
  visit: Visit;
  label: string;
  amountOre: number;
  /** What explains the sum. */
  id: string;
  total?: boolean;
}) {
  return (
    <tr class={total ? "total" : undefined}>
      <td class="wide-only" />
      <th scope="row">{label}</th>
      <td class="wide-only" />
      <td class="wide-only" />
      <td class="wide-only" />
      <td class="number">
        <Amount
          amountOre={ore(amountOre)}
          language={visit.language}
          unit="kr"
          basis={amountOre === 0 ? undefined : basisAddress(id)}
          label={label}
        />
      </td>
    </tr>
  );
}
