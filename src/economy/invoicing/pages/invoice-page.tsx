import { formatPeriod, formatQuantity } from "../../../platform/language/index.ts";
import { Amount, type Page, say, staffRoles, Table, Title, type Visit } from "../../../platform/web/index.ts";
import { ore } from "../../../kernel/index.ts";
import { invoiceOf, type StoredInvoice } from "../actions/index.ts";
import type { IssuedLine } from "../index.ts";

/** An issued document; every line leads to why it is charged. */
export const invoicePage: Page = {
  path: "/invoices/:invoice",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const stored = await visit.read((tx) => invoiceOf(tx, visit.provider.id, visit.parameter("invoice")));
    if (stored === undefined) {
      const title = say(visit, "Fakturan finns inte", "There is no such invoice");
      return { title, status: 404, body: <Title>{title}</Title> };
    }
    const { head } = stored;
    const kind =
      head.kind === "invoice" ? say(visit, "Faktura", "Invoice") : say(visit, "Kreditnota", "Credit note");
    const name =
      typeof head.snapshot.customer["name"] === "string" ? head.snapshot.customer["name"] : head.customer;
    return {
      title: `${kind} ${head.invoice}`,
      crumbs: [
        { path: "/customers", label: say(visit, "Kunder", "Customers") },
        { path: `/customers/${encodeURIComponent(head.customer)}`, label: name },
      ],
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${name}. Fakturadag ${head.documentDay}, förfaller ${head.dueDay}. Klicka på ett belopp för att se varför ni betalar det.`,
              `${name}. Dated ${head.documentDay}, due ${head.dueDay}. Follow an amount to see why you pay it.`,
            )}
          >
            {kind} {head.invoice}
          </Title>
          <Lines visit={visit} stored={stored} />
          {stored.corrections.length === 0 ? null : (
            <>
              <h2>{say(visit, "Rättelser av rader här", "Corrections of lines here")}</h2>
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

function Lines({ visit, stored: { head, lines } }: { visit: Visit; stored: StoredInvoice }) {
  return (
    <Table label={say(visit, "Rader", "Lines")}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Rad", "Line")}</th>
          <th scope="col">{say(visit, "Avser", "For")}</th>
          <th scope="col">{say(visit, "Tjänsteperiod", "Service period")}</th>
          <th scope="col" class="number">
            {say(visit, "Antal", "Quantity")}
          </th>
          <th scope="col" class="number">
            {say(visit, "À-pris", "Price")}
          </th>
          <th scope="col" class="number">
            {say(visit, "Belopp", "Amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <LineRow visit={visit} line={line} />
        ))}
      </tbody>
      <tfoot>
        <Sum visit={visit} label={say(visit, "Netto", "Net")} amountOre={head.netOre} />
        <Sum visit={visit} label={say(visit, "Moms", "VAT")} amountOre={head.vatOre} />
        <Sum visit={visit} label={say(visit, "Att betala", "To pay")} amountOre={head.totalOre} total />
      </tfoot>
    </Table>
  );
}

function LineRow({ visit, line }: { visit: Visit; line: IssuedLine }) {
  const from = formatPeriod(line.servicePeriodFrom, visit.language);
  const to = formatPeriod(line.servicePeriodTo, visit.language);
  const text = visit.language === "sv" ? line.textSv : line.textEn;
  return (
    <tr>
      <th scope="row">{line.line}</th>
      <td>
        {text}
        {line.corrects === undefined ? null : (
          <span class="voucher">
            {" "}
            {say(visit, "rättar", "corrects")}{" "}
            <a href={`/invoices/${encodeURIComponent(line.corrects.invoice)}`}>
              {line.corrects.invoice}:{line.corrects.line}
            </a>
          </span>
        )}
      </td>
      <td>{from === to ? from : `${from} – ${to}`}</td>
      <td class="number">
        {formatQuantity(line.quantityMicro, visit.language)} {line.unit}
      </td>
      <td class="number">{formatQuantity(line.priceMicro, visit.language)}</td>
      <td class="number">
        <Amount
          amountOre={line.netOre}
          language={visit.language}
          unit="kr"
          basis={`/explain/${encodeURIComponent(`invoice:${line.invoice}:${line.line}`)}`}
          label={`${say(visit, "Varför betalar vi detta", "Why do we pay this")}: ${text}`}
        />
      </td>
    </tr>
  );
}

function Sum({
  visit,
  label,
  amountOre,
  total = false,
}: {
  visit: Visit;
  label: string;
  amountOre: number;
  total?: boolean;
}) {
  return (
    <tr class={total ? "total" : undefined}>
      <th scope="row" colspan={5}>
        {label}
      </th>
      <td class="number">
        <Amount amountOre={ore(amountOre)} language={visit.language} unit="kr" />
      </td>
    </tr>
  );
}
