import { byCode, firstDayOf, lastDayOf, type Period, shiftPeriod, yearOf } from "../../../kernel/index.ts";
import { contentOfRows, type RowSource, type Transaction } from "../../../platform/database/index.ts";
import { serviceContents } from "../../../service/catalogue/actions/index.ts";
import { customerContents } from "../../../service/customers/actions/index.ts";
import { driverAnswerContents } from "../../costing/actions/index.ts";
import { postingContents } from "../../ledger/actions/index.ts";
import { meteringContents } from "../../metering/actions/index.ts";
import { orderingContents } from "../../ordering/actions/index.ts";
import { priceListContents } from "../../pricing/actions/index.ts";
import type { InputContents } from "../sql/rehearsals.ts";
import { nextNumber } from "../sql/runs.ts";
import { type Seller, sellerOf } from "./basis.ts";
import { monthsLookedBack } from "./late-lines.ts";

/** Everything that a month's run is computed from, as it is now, kind by kind, read in one statement. */
export async function inputsOf(tx: Transaction, provider: string, period: Period): Promise<InputContents> {
  return contentOfRows(tx, provider, await sourcesOf(tx, provider, period));
}

/** What has changed since a rehearsal, in words. */
export async function changedInputs(
  tx: Transaction,
  provider: string,
  { period, rehearsed }: { readonly period: Period; readonly rehearsed: InputContents },
): Promise<{ readonly sv: string; readonly en: string }[]> {
  const sources = await sourcesOf(tx, provider, period);
  const now = await contentOfRows(tx, provider, sources);
  // A kind that an earlier version of the program did not know of counts as changed.
  return sources
    .filter(({ name }) => now[name] !== rehearsed[name])
    .toSorted((a, b) => byCode(a.name, b.name));
}

async function sourcesOf(tx: Transaction, provider: string, period: Period): Promise<RowSource[]> {
  const seller = await sellerOf(tx, provider);
  const first = shiftPeriod(period, -monthsLookedBack);
  const { invoiceSeries, firstNumber } = seller.posting;
  const next = await nextNumber(tx, provider, invoiceSeries, firstNumber);
  return [
    settings,
    receivers,
    ...customerContents,
    serviceContents,
    priceListContents({ first: firstDayOf(first), last: lastDayOf(period) }),
    ...orderingContents,
    ...meteringContents({ first, last: period }),
    driverAnswerContents(period),
    ...postingContents({
      period,
      fiscalYear: yearOf(period),
      series: invoiceSeries,
      numbers: numbersFrom(next, seller),
    }),
    invoiced(invoiceSeries),
  ];
}

/** As many numbers as there are customers: no run of a month has more documents. */
function numbersFrom(next: number, { customerCount }: Seller): string[] {
  return Array.from({ length: customerCount }, (_, index) => String(next + index));
}

const settings: RowSource = {
  name: "settings",
  sv: "leverantörens inställningar",
  en: "the provider's settings",
  rows: () => ["select * from platform.provider where provider_id = $1"],
};

const receivers: RowSource = {
  name: "receivers",
  sv: "fakturamottagarna",
  en: "the invoice receivers",
  rows: () => ["select * from invoicing.receiver where provider_id = $1"],
};

/**
 * What has been invoiced before. The hash of an issued run is over all its lines, and issued lines never change; settlements and
 * corrections by decision are no part of what a month's run looks at.
 */
function invoiced(series: string): RowSource {
  return {
    name: "invoiced",
    sv: "det som redan är fakturerat",
    en: "what has been invoiced already",
    rows: (is) => [
      `select run, period, content_sha256, parked from invoicing.run
       where provider_id = $1 and state = 'issued' and run not like 'settlement-%' and run not like 'correction-%'`,
      `select * from invoicing.series where provider_id = $1 and series = ${is(series)}`,
    ],
  };
}
