import {
  ore,
  type Period,
  periodOf,
  periodsOfYear,
  Refusal,
  shiftPeriod,
  sumOre,
  yearOf,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { driverBook, driverSignOffs, serviceCostsOf } from "../../costing/actions/index.ts";
import { billingRuns, deliveriesOf, invoicesOf } from "../../invoicing/actions/index.ts";
import { accountMapOf, balancesOf, bookedPeriods, periodsOf } from "../../ledger/actions/index.ts";
import { volumesFor } from "../../metering/actions/index.ts";
import { reconciliations } from "../../reconciliation/actions/index.ts";
import type { Month } from "../month-json.ts";
import { type Judgement, type MonthFacts, monthSteps } from "../steps.ts";

/** What every room says of a month, asked anew: nothing is kept that data can say. */
export async function factsOf(tx: Transaction, provider: string, period: Period): Promise<MonthFacts> {
  const year = yearOf(period);
  const closed = new Set(await closedMonths(tx, provider));
  const booked = new Set(await bookedPeriods(tx, provider));
  const map = await accountMapOf(tx, provider);
  const here = await balancesOf(tx, provider, [year], [period]);
  const book = await driverBook(tx, provider);
  const usage = await volumesFor(tx, provider, { first: shiftPeriod(period, -1), last: period });
  const run = (await billingRuns(tx, provider)).find((one) => one.run === period);
  const documents = run === undefined ? [] : await invoicesOf(tx, provider, { run: run.run });
  const deliveries = run === undefined ? [] : await deliveriesOf(tx, provider, { run: run.run });
  const reconciled = await reconciliations(tx, provider, period);
  return {
    period,
    state: closed.has(period) ? "closed" : "open",
    cells: here.length,
    earlierOpen: periodsOfYear(year).find((one) => one < period && booked.has(one) && !closed.has(one)),
    unmapped: map.unmapped(here.map((cell) => cell.account)),
    drivers: {
      registered: book.registered.length,
      frozen: new Set(book.snapshots.filter((one) => one.period === period).map((one) => one.driver)).size,
      objected: (await driverSignOffs(tx, provider, { period })).filter((one) => one.state === "objected")
        .length,
    },
    usage: {
      rows: usage.filter((row) => row.period === period).length,
      rowsBefore: usage.filter((row) => row.period !== period).length,
    },
    costing: await costingRefusal(tx, provider, year),
    run: run === undefined ? undefined : { run: run.run, state: run.state, parked: run.parked.length },
    deliveries: {
      documents: documents.length,
      sent: deliveries.filter((one) => one.state === "sent" || one.state === "acknowledged").length,
      failed: deliveries.filter((one) => one.state === "failed").length,
    },
    reconciled: {
      buyers: reconciled.length,
      differing: reconciled.filter((one) => one.differences.length > 0).length,
    },
    judgements: await judgementsOf(tx, provider, period),
  };
}

/** The month as its page, its command and its protocol show it. */
export async function monthOf(tx: Transaction, provider: string, period: Period): Promise<Month> {
  return monthFrom(tx, provider, await factsOf(tx, provider, period));
}

/** The same from facts that have just been read. */
export async function monthFrom(tx: Transaction, provider: string, facts: MonthFacts): Promise<Month> {
  const { period } = facts;
  const ledger = (await periodsOf(tx, provider)).find((one) => one.period === period);
  const map = await accountMapOf(tx, provider);
  const cells = await balancesOf(tx, provider, [yearOf(period)], [period]);
  const ofKind = (kind: string) =>
    sumOre(cells.filter((cell) => map.mappingOf(cell.account)?.kind === kind).map((cell) => cell.amountOre));
  const documents = await invoicesOf(tx, provider, { run: period });
  const reopening = await tx.maybe<{ reason: string; askedBy: string; askedAt: string }>(
    `select reason, asked_by as "askedBy", asked_at as "askedAt" from closing.reopening
     where provider_id = $1 and period = $2`,
    [provider, period],
  );
  return {
    period,
    state: facts.state,
    closedAt: ledger?.state === "closed" ? ledger.closedAt : undefined,
    closedBy: ledger?.state === "closed" ? ledger.closedBy : undefined,
    sha256: ledger?.state === "closed" ? ledger.contentSha256 : undefined,
    steps: monthSteps(facts),
    sums: {
      revenueOre: ore(-ofKind("revenue")),
      costOre: ofKind("cost"),
      invoicedOre: sumOre(documents.map((one) => one.netOre)),
      documents: documents.length,
    },
    reopening,
  };
}

async function judgementsOf(tx: Transaction, provider: string, period: Period): Promise<Judgement[]> {
  return tx.query<Judgement>(
    `select step, state, text, judged_by as "judgedBy", judged_at as "judgedAt" from closing.judgement
     where provider_id = $1 and period = $2 order by step collate "C"`,
    [provider, period],
  );
}

export async function closedMonths(tx: Transaction, provider: string): Promise<readonly Period[]> {
  return (await periodsOf(tx, provider)).filter((one) => one.state === "closed").map((one) => one.period);
}

/** The month that is next to be closed, or the last that there are books for. */
export async function monthInTurn(tx: Transaction, provider: string, year: number): Promise<Period> {
  const closed = new Set(await closedMonths(tx, provider));
  const booked = new Set(await bookedPeriods(tx, provider));
  const months = periodsOfYear(year).filter((one) => booked.has(one));
  return months.find((one) => !closed.has(one)) ?? months.at(-1) ?? periodOf(year, 1);
}

async function costingRefusal(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<{ readonly sv: string; readonly en: string }> {
  try {
    await serviceCostsOf(tx, { provider, year, scenario: "actual" });
    return { sv: "", en: "" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [first] = error.problems;
    return { sv: first?.message_sv ?? error.message, en: first?.message_en ?? error.message };
  }
}
