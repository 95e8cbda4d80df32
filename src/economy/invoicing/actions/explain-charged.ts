import {
  type Ore,
  type Period,
  ore,
  parsePeriod,
  parseYear,
  periodsOfYear,
  sumOre,
} from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import type { Explainer, Opening } from "../../ledger/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import { chargedLines } from "../sql/charged.ts";
import { partsOfDocument } from "./explain.ts";
import { type InvoicedAmount, invoicedAmounts } from "./read.ts";

/**
 * What was invoiced in a year, without VAT: `charged:<year>` by customer, `charged:<year>:<customer>` by service,
 * `charged:<year>:<customer>:<service>` by month, and with a month after it by lines of documents. `*` in the place of the
 * customer or the service is all of them in that month or of that service.
 */
export const chargedExplainer: Explainer = { prefix: "charged:", open: openCharged };

const all = "*";

async function openCharged(opening: Opening, id: string): Promise<Explanation | undefined> {
  const [, yearText = "", customer = all, service = all, monthText, ...rest] = id.split(":");
  const year = parseYear(yearText);
  const month = monthText === undefined ? undefined : parsePeriod(monthText);
  if (year === undefined || rest.length > 0 || (monthText !== undefined && month === undefined))
    return undefined;
  const { tx, provider } = opening;
  const amounts = (await opening.keep(`charged:${year}`, () => invoicedAmounts(tx, provider, year))).filter(
    (one) =>
      (customer === all || one.customer === customer) &&
      (service === all || one.service === service) &&
      (month === undefined || one.period === month),
  );
  if (amounts.length === 0) return undefined;
  const names = await namesOf(opening);
  const label = {
    sv: [
      customer === all ? "" : names.customer(customer),
      service === all ? "" : names.service(service).sv,
      month === undefined ? String(year) : formatPeriod(month, "sv"),
    ],
    en: [
      customer === all ? "" : names.customer(customer),
      service === all ? "" : names.service(service).en,
      month === undefined ? String(year) : formatPeriod(month, "en"),
    ],
  };
  const node = {
    id,
    label_sv: `Fakturerat: ${label.sv.filter(Boolean).join(", ")}`,
    label_en: `Invoiced: ${label.en.filter(Boolean).join(", ")}`,
    amountOre: sumOre(amounts.map((one) => one.netOre)),
    formula_sv: "Utan moms, efter rättelser och återreglering, i den månad dokumentet är bokfört.",
    formula_en: "Without VAT, after corrections and settlement, in the month the document is booked.",
  };
  const by = (of: (one: InvoicedAmount) => string): [string, Ore][] => {
    const sums = new Map<string, number>();
    for (const one of amounts) sums.set(of(one), (sums.get(of(one)) ?? 0) + one.netOre);
    return [...sums].map(([code, amount]): [string, Ore] => [code, ore(amount)]);
  };
  const tail = month === undefined ? "" : `:${month}`;
  if (customer === all)
    return {
      ...node,
      children: by((one) => one.customer).map(([code, amount]) =>
        part(
          `charged:${year}:${code}${service === all && month === undefined ? "" : `:${service}${tail}`}`,
          amount,
          [names.customer(code), names.customer(code)],
        ),
      ),
    };
  if (service === all)
    return {
      ...node,
      children: by((one) => one.service).map(([code, amount]) =>
        part(`charged:${year}:${customer}:${code}${tail}`, amount, [
          names.service(code).sv,
          names.service(code).en,
        ]),
      ),
    };
  if (month === undefined)
    return {
      ...node,
      children: periodsOfYear(year).flatMap((period) => {
        const amount = sumOre(amounts.filter((one) => one.period === period).map((one) => one.netOre));
        return amounts.some((one) => one.period === period)
          ? [
              part(`charged:${year}:${customer}:${service}:${period}`, amount, [
                formatPeriod(period, "sv"),
                formatPeriod(period, "en"),
              ]),
            ]
          : [];
      }),
    };
  return { ...node, children: await linesIn(opening, { customer, service, period: month }) };
}

async function linesIn(
  opening: Opening,
  of: { readonly customer: string; readonly service: string; readonly period: Period },
): Promise<Explanation[]> {
  const documents = new Map<string, Set<number>>();
  for (const { invoice, line } of await chargedLines(opening.tx, opening.provider, of)) {
    const lines = documents.get(invoice) ?? new Set();
    documents.set(invoice, lines.add(line));
  }
  const parts: Explanation[] = [];
  for (const [invoice, lines] of documents) parts.push(...(await partsOfDocument(opening, invoice, lines)));
  return parts;
}

function part(id: string, amountOre: Ore, [label_sv, label_en]: readonly [string, string]): Explanation {
  return {
    id,
    label_sv,
    label_en,
    amountOre,
    formula_sv: "Fakturerat, utan moms.",
    formula_en: "Invoiced, without VAT.",
    children: [],
    closed: true,
  };
}

async function namesOf({ tx, provider, keep }: Opening): Promise<{
  readonly service: (code: string) => { readonly sv: string; readonly en: string };
  readonly customer: (code: string) => string;
}> {
  const services = await keep(
    "service-names",
    async () => new Map((await catalogueOf(tx, provider)).services.map((one) => [one.service, one])),
  );
  const customers = await keep(
    "customer-names",
    async () => new Map((await customersOf(tx, provider)).map((one) => [one.customer, one.name])),
  );
  return {
    service: (code) => {
      const one = services.get(code);
      if (one !== undefined) return { sv: one.nameSv, en: one.nameEn };
      return code === "" ? { sv: "Ingen tjänst", en: "No service" } : { sv: code, en: code };
    },
    customer: (code) => customers.get(code) ?? code,
  };
}
