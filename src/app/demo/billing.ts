import {
  lastDayOf,
  type Ore,
  ore,
  type Period,
  periodOf,
  periodsOfYear,
  required,
} from "../../kernel/index.ts";
import {
  type BilledCustomer,
  type BilledService,
  chargesOf,
  documentsOf,
  type Invoice,
  type IssuedLine,
  lumpSum,
  type PostingRules,
  type ProposedLine,
  proposeCorrection,
  readPosting,
  recomputedInstalment,
  voucherOf,
} from "../../economy/invoicing/index.ts";
import type { Voucher } from "../../economy/ledger/index.ts";
import type { PriceListVersion } from "../../economy/pricing/index.ts";
import { parse } from "yaml";
import { services } from "./catalogue.ts";
import { customers } from "./city.ts";
import { packYaml } from "./master.ts";
import { isHeadcountItem, rightFee } from "./prices.ts";
import type { DemoSale } from "./sales.ts";
import type { Day } from "../../kernel/index.ts";
import type { MonthVolume } from "./usage.ts";

let rules: PostingRules | undefined;

/** The posting rules of the pack, read by the product's own reader. */
export function postingRules(): PostingRules {
  rules ??= required(readPosting((parse(packYaml()) as { posting: unknown }).posting));
  return rules;
}

export const billedCustomers: readonly BilledCustomer[] = customers.map((row) => ({
  customer: row.customer,
  name: row.name,
  orgNo: row.orgNo,
  kind: row.kind,
  counterparty: row.counterparty,
  isSelf: row.isSelf,
  vat: row.vat,
  validFrom: "2020-01-01" as Day,
}));

export const billedServices: readonly BilledService[] = services.map((row) => ({
  service: row.service,
  class: row.class,
  department: row.department,
}));

export interface Issued {
  readonly invoices: Invoice[];
  readonly vouchers: Voucher[];
}

function book(invoices: readonly Invoice[]): Issued {
  return {
    invoices: [...invoices],
    vouchers: invoices.map((invoice) => voucherOf(invoice, postingRules(), billedServices)),
  };
}

/** The twelve monthly runs of 2024, by the product's own rules. */
export function monthlyRuns(
  lists: readonly PriceListVersion[],
  volumes: readonly MonthVolume[],
  sales: readonly DemoSale[],
): Issued {
  const invoices: Invoice[] = [];
  for (const period of periodsOfYear(2024)) {
    const list = lists.find((row) => row.validFrom <= `${period}-01` && `${period}-01` <= row.validTo);
    if (list === undefined) throw new Error(`Broken invariant: a price list is in force in ${period}`);
    const lines = chargesOf({
      period,
      year: 2024,
      priceList: list,
      volumes: volumes.filter((row) => row.period === period),
      sales: sales.filter((row) => row.period === period),
      services: billedServices,
      customers: billedCustomers,
    });
    invoices.push(
      ...documentsOf({
        run: period,
        lines,
        customers: billedCustomers,
        posting: postingRules(),
        day: lastDayOf(period),
        firstNumber: invoices.length + 1,
      }),
    );
  }
  return book(invoices);
}

/** Line of an invoice of the predecessor system. */
export interface HistoryLine {
  readonly invoice: string;
  readonly day: Day;
  readonly customer: string;
  readonly item: string;
  readonly service: string;
  readonly activity: "operation" | "change";
  readonly period: Period;
  readonly amountOre: Ore;
}

/** Liseberg's headcount-keyed fees month by month: as invoiced, and as they should have been. */
export function lisebergYear(list: PriceListVersion, upTo: number) {
  return list.items
    .filter((item) => isHeadcountItem(item.item))
    .flatMap((item) => {
      const fee = rightFee(list, item.item);
      return periodsOfYear(list.fiscalYear)
        .slice(0, upTo)
        .map((period) =>
          recomputedInstalment(fee, item, period, {
            textSv: "utan säsongsanställda",
            textEn: "without seasonal staff",
            decision: "LIS-2024",
          }),
        );
    });
}

/** The credit to Liseberg: 2022-2023 against the provision, January to September 2024 against revenue. */
export function lisebergCredit(
  lists: readonly PriceListVersion[],
  history: readonly HistoryLine[],
  issued: readonly Invoice[],
): Issued {
  const originals: IssuedLine[] = [
    ...history.map((row, index): IssuedLine => ({
      customer: row.customer,
      chargeKind: "instalment",
      postedTo: "revenue",
      item: row.item,
      service: row.service,
      activity: row.activity,
      textSv: row.item,
      textEn: row.item,
      servicePeriodFrom: row.period,
      servicePeriodTo: row.period,
      ...lumpSum(row.amountOre),
      unit: "month",
      because: { formulaSv: "", formulaEn: "", inputs: [] },
      line: index + 1,
      vatPercent: 25,
      invoice: row.invoice,
      documentDay: row.day,
    })),
    ...issued.flatMap((invoice) =>
      invoice.lines
        .filter(
          (line) =>
            line.customer === "LISEBERG" &&
            isHeadcountItem(line.item) &&
            line.servicePeriodFrom <= periodOf(2024, 9),
        )
        .map((line): IssuedLine => ({ ...line, invoice: invoice.invoice, documentDay: invoice.documentDay })),
    ),
  ];
  const lines = proposeCorrection({
    originalLines: originals,
    recomputed: lists.flatMap((list) => lisebergYear(list, list.fiscalYear === 2024 ? 9 : 12)),
    customer: "LISEBERG",
    cause: "key-correction",
    causeSv: "Rättad nyckel",
    causeEn: "Corrected key",
    decision: "LIS-2024",
    postedTo: (original) => (original.servicePeriodFrom < "2024-01" ? "provision" : "revenue"),
  });
  return documents(
    "correction-liseberg-2022-2023",
    lines,
    "2024-10-31" as Day,
    postingRules().correctionSeries,
  );
}

/** One line per customer and service: what is owed to the customer, negative. */
export function settlementDocuments(
  rows: readonly { readonly customer: string; readonly service: string; readonly amountOre: Ore }[],
): Issued {
  const lines = rows.map((row): ProposedLine => ({
    customer: row.customer,
    chargeKind: "settlement",
    postedTo: "settlement",
    item: "",
    service: row.service,
    activity: "operation",
    textSv: "Återreglering 2024",
    textEn: "Settlement 2024",
    servicePeriodFrom: periodOf(2024, 1),
    servicePeriodTo: periodOf(2024, 11),
    ...lumpSum(ore(-row.amountOre)),
    unit: "",
    because: { formulaSv: "", formulaEn: "", inputs: [] },
  }));
  return documents("settlement-2024", lines, "2024-12-31" as Day, postingRules().settlementSeries);
}

function documents(run: string, lines: readonly ProposedLine[], day: Day, series: string): Issued {
  return book(
    documentsOf({
      run,
      lines,
      customers: billedCustomers,
      posting: postingRules(),
      day,
      firstNumber: 1,
      series,
    }),
  );
}
