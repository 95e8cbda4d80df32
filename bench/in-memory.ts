/**
 * The same year without a database, in a process that has done nothing else: `in-memory.ts <pack> <directory>`. The bytes of the books
 * and of the usage are parsed and added up; every month is priced, looked back from, held against its gates and the books, made into
 * documents and vouchers, and hashed; the credit to Liseberg, the settlement and every statement are computed. All by the very same
 * pure functions. What the registers hold is given: it is read from a database that has been loaded, before the clock starts. Not done
 * here, and done there: registers parsed and checked, the chain of the audit, whatever writing and reading costs. Prints JSON.
 */
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { costingInputs } from "../src/economy/costing/actions/index.ts";
import { costSources, costYear } from "../src/economy/costing/index.ts";
import { basisOf, invoiceOf, invoicesOf, sellerOf } from "../src/economy/invoicing/actions/index.ts";
import {
  type BillingBounds,
  canonicalLines,
  chargesOf,
  documentsOf,
  feeWithException,
  gatesOf,
  type IssuedLine,
  isFeeOf,
  park,
  type PostingRules,
  proposeCorrection,
  type ProposedLine,
  lookForReceivers,
  type ReceiverFaults,
  receiverFindings,
  recomputedInstalment,
  sellerFacts,
  usageAmountsOf,
  voucherOf,
} from "../src/economy/invoicing/index.ts";
import {
  type BalanceRollUp,
  booksTheSame,
  rollUpBalances,
  type Voucher,
  type VoucherLine,
  voucherName,
} from "../src/economy/ledger/index.ts";
import { usageRows } from "../src/economy/metering/actions/index.ts";
import { UsageCollector, type UsageEvent, UsageScanner, volumesOf } from "../src/economy/metering/index.ts";
import { priceListVersions } from "../src/economy/pricing/actions/index.ts";
import { computeSettlement, settlementPolicy } from "../src/economy/settlement/actions/index.ts";
import { settle } from "../src/economy/settlement/index.ts";
import { addedUp, readBooks, serviceCostCells } from "../src/economy/statements/actions/index.ts";
import { classifyCells, evaluate, layoutsOf } from "../src/economy/statements/index.ts";
import { createSieReader, type SieObjectRef } from "../src/formats/sie4/index.ts";
import {
  lastDayOf,
  micro,
  type Ore,
  periodOfDay,
  periodsOfYear,
  required,
  sumOre,
} from "../src/kernel/index.ts";
import { type Database, openDatabase, type Transaction } from "../src/platform/database/index.ts";
import { ownMs, peakMegabytes } from "./machine.ts";

export interface InMemory {
  readonly parseMs: number;
  readonly computeMs: number;
  readonly wallMs: number;
  readonly lines: number;
  readonly events: number;
  readonly invoiceLines: number;
  readonly peak: number;
}

const months = periodsOfYear(2024);
const [pack, directory] = process.argv.slice(2) as [string, string];
const { database } = await openDatabase({ url: undefined, directory });
const given = await whatRegistersHold(database, "intraservice");
await database.close();
// What reading left behind is not this computation's to clear away.
globalThis.gc?.();
console.log(JSON.stringify(await inMemory()));

async function inMemory(): Promise<InMemory> {
  const [started, clock] = [ownMs(), performance.now()];
  let lines = 0;
  const booked = new Map<string, Voucher>();
  for (const year of [2022, 2023, 2024]) {
    const balances = rollUpBalances();
    const keep = year === 2024 ? booked : undefined;
    lines += books(join(pack, "ledger", `${year}.se`), { year, balances, ...(keep && { keep }) });
    if (balances.cells(year).length === 0) throw new Error("no balances");
  }
  let events = 0;
  for (const month of months) events += await usage(join(pack, "usage", `${month}.csv`));
  const parsed = ownMs();

  for (const input of given.costings) required(costYear(input)).parts.flatMap((part) => costSources(part));
  const billed = bill(given, booked);
  credit(given);
  required(settle(given.settlement));
  const { details, registers } = given.books;
  const cells = required(classifyCells(addedUp(details, registers), registers));
  for (const layout of layoutsOf(given.books.context)) {
    evaluate(layout, {
      year: 2024,
      cells,
      measures: given.books.measures,
      serviceCosts: given.serviceCosts,
      ...(given.books.forecast === undefined ? {} : { forecast: given.books.forecast }),
    });
  }
  return {
    parseMs: parsed - started,
    computeMs: ownMs() - parsed,
    wallMs: performance.now() - clock,
    lines,
    events,
    invoiceLines: billed,
    peak: peakMegabytes(),
  };
}

type Given = Awaited<ReturnType<typeof whatRegistersHold>>;

/** Twelve runs: charges, what came late for earlier months, gates, documents, vouchers against the books, the hash. */
function bill({ billing, seller }: Given, booked: ReadonlyMap<string, Voucher>): number {
  const { posting, bounds }: { posting: PostingRules; bounds: BillingBounds } = seller;
  let invoiceLines = 0;
  let number = 1;
  let netLastMonth = new Map<string, Ore>();
  const standing: Map<string, Ore>[] = [];
  for (const [index, { basis, period }] of billing.entries()) {
    const charges = basis.priceLists.flatMap((priceList) =>
      chargesOf({ ...basis, period, year: 2024, priceList }),
    );
    for (const [at, amounts] of standing.entries()) {
      const earlier = billing[at] as (typeof billing)[number];
      for (const priceList of earlier.basis.priceLists) {
        for (const [identity, netOre] of usageAmountsOf({
          ...earlier.basis,
          period: earlier.period,
          priceList,
        })) {
          if (amounts.get(identity) !== netOre) throw new Error(`late usage: ${identity}`);
        }
      }
    }
    const { lines, parked } = park(charges, { bounds, netLastMonth, released: new Set() });
    const documents = documentsOf({
      run: period,
      lines,
      customers: basis.allCustomers,
      posting,
      day: lastDayOf(period),
      firstNumber: number,
    });
    number += documents.length;
    const vouchers = documents.map((document) => voucherOf(document, posting, basis.services));
    for (const voucher of vouchers) {
      const held = booked.get(voucherName(voucher));
      if (held === undefined || !booksTheSame(held, voucher))
        throw new Error(`books: ${voucherName(voucher)}`);
    }
    const faults: ReceiverFaults = new Map();
    lookForReceivers(faults, documents, {
      day: lastDayOf(period),
      seller: sellerFacts(seller.facts, seller.synthetic),
      posting,
      services: basis.services,
    });
    const gates = gatesOf({
      ...basis,
      lines,
      driverAnswers: [],
      issued: [],
      posting,
      bounds,
      parked,
      volumesBefore: billing[index - 1]?.basis.volumes ?? [],
      earlierPeriods: [],
      booksDiffer: [],
      postingBalance: [],
      receiverFormat: receiverFindings(faults),
    });
    const hash = createHash("sha256").update(canonicalLines(lines)).digest("hex");
    if (gates.length === 0 || hash === "") throw new Error("no gates");
    invoiceLines += lines.length;
    netLastMonth = new Map(documents.map((document) => [document.customer, document.netOre]));
    standing.push(amountsOf(basis, period));
  }
  return invoiceLines;
}

/** What each usage or sale came to, as it would stand on the invoices. */
function amountsOf(
  basis: Given["billing"][number]["basis"],
  period: (typeof months)[number],
): Map<string, Ore> {
  return new Map(basis.priceLists.flatMap((priceList) => usageAmountsOf({ ...basis, period, priceList })));
}

/** The credit to Liseberg: every fee of its key that has a price list, shared anew with its own lower value. */
function credit({ liseberg, priceLists }: Given): void {
  const recomputed = liseberg.flatMap((line) => {
    for (const list of priceLists) {
      const item = list.items.find((each) => each.item === line.item && each.key === "headcount");
      const fees = list.fees.filter((fee) => fee.item === line.item && isFeeOf(fee, line.servicePeriodFrom));
      const own = fees.find((fee) => fee.customer === line.customer);
      if (item?.totalOre === undefined || own === undefined) continue;
      const keyValueMicro = micro(Math.floor(own.keyValueMicro / 2));
      const fee = feeWithException({ item, fees, customer: line.customer, keyValueMicro });
      const texts = { textSv: "", textEn: "", decision: "LIS-2024" };
      return [recomputedInstalment(fee, item, line.servicePeriodFrom, texts)];
    }
    return [];
  });
  const cause = { cause: "key-correction", causeSv: "Rättad fördelningsnyckel", causeEn: "Corrected key" };
  const lines = proposeCorrection({ originalLines: liseberg, recomputed, customer: "LISEBERG", ...cause });
  if (lines.length === 0 || sumOre(lines.map((line: ProposedLine) => line.netOre)) >= 0)
    throw new Error("no credit");
}

async function whatRegistersHold(database: Database, provider: string) {
  return database.transaction({ role: "staff", provider, actor: "bench" }, async (tx) => {
    const costings = [];
    for (const [year, scenario] of [
      [2024, "actual"],
      [2023, "actual"],
      [2024, "budget"],
    ] as const) {
      costings.push(await costingInputs(tx, { provider, year, scenario }));
    }
    const billing = [];
    for (const period of periodsOfYear(2024)) {
      billing.push({ period, basis: await basisOf(tx, provider, period) });
    }
    const books = await readBooks(tx, provider, 2024);
    const policy = await settlementPolicy(tx, provider, 2024);
    return {
      costings,
      billing,
      seller: await sellerOf(tx, provider),
      priceLists: await priceListVersions(tx, provider),
      liseberg: (await linesOfCustomer(tx, provider, "LISEBERG")).filter(
        (line) => line.chargeKind === "instalment",
      ),
      settlement: (await computeSettlement(tx, provider, policy)).input,
      books,
      serviceCosts: await serviceCostCells(tx, provider, {
        sources: [
          { scenario: "actual", year: 2024 },
          { scenario: "budget", year: 2024 },
          { scenario: "actual", year: 2023 },
        ],
        serviceOf: books.registers.serviceOf,
      }),
    };
  });
}

async function linesOfCustomer(tx: Transaction, provider: string, customer: string): Promise<IssuedLine[]> {
  const lines: IssuedLine[] = [];
  for (const { invoice } of await invoicesOf(tx, provider, { customer })) {
    lines.push(...((await invoiceOf(tx, provider, invoice))?.lines ?? []));
  }
  return lines;
}

function* chunksOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, "r");
  const buffer = new Uint8Array(1 << 16);
  try {
    for (let got = readSync(file, buffer); got > 0; got = readSync(file, buffer))
      yield buffer.subarray(0, got);
  } finally {
    closeSync(file);
  }
}

/** The rows of a year's books, added up by month, account and dimensions; the vouchers of the invoice series are kept. */
function books(
  path: string,
  { year, balances, keep }: { year: number; balances: BalanceRollUp; keep?: Map<string, Voucher> },
): number {
  const { invoiceSeries } = given.seller.posting;
  const codes = new Map<readonly SieObjectRef[], string[]>();
  let rows = 0;
  const reader = createSieReader({
    file: path,
    onRow(row, voucher) {
      rows += 1;
      let at = codes.get(row.objects);
      if (at === undefined) {
        at = [1, 6, 20, 21, 22].map(
          (dimension) => row.objects.find((object) => object.dimension === dimension)?.object ?? "",
        );
        codes.set(row.objects, at);
      }
      const [costCentre, project, service, customer, counterparty] = at as [
        string,
        string,
        string,
        string,
        string,
      ];
      balances.add(
        periodOfDay(voucher.day),
        row.account,
        costCentre,
        project,
        service,
        customer,
        counterparty,
        row.amountOre,
      );
      if (keep === undefined || voucher.series !== invoiceSeries) return;
      const name = { series: voucher.series, number: voucher.number, fiscalYear: year };
      const line = { account: row.account, costCentre, project, service, customer, counterparty };
      const before = keep.get(voucherName(name));
      const added = { ...line, amountOre: row.amountOre, text: "" };
      if (before) (before.lines as VoucherLine[]).push(added);
      else
        keep.set(voucherName(name), { ...name, day: voucher.day, text: "", reference: "", lines: [added] });
    },
  });
  for (const chunk of chunksOf(path)) reader.push(chunk);
  required(reader.end());
  return rows;
}

/** The events of a month, added up to volumes. */
async function usage(path: string): Promise<number> {
  const collector = new UsageCollector({ partEvents: Number.MAX_SAFE_INTEGER });
  for await (const batch of usageRows(path, chunksOf(path))) {
    if (!(batch instanceof UsageScanner)) {
      for (const row of Array.isArray(batch) ? batch : [batch]) collector.add(row as UsageEvent);
      continue;
    }
    collector.addScanned(
      batch,
      () => true,
      (found) => {
        throw new Error(found.message_en);
      },
    );
  }
  const part = collector.finish();
  for (const month of part?.months ?? [])
    required(volumesOf(month.segments.map((segment) => ({ source: path, segment }))));
  return part?.events ?? 0;
}
