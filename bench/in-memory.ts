/**
 * The same computation without a database: the bytes of the books and of the usage parsed and added up, costed, billed,
 * settled and laid out as statements, by the very same pure functions. What the registers hold is given (read from the database
 * beforehand, not timed), as are the months' price lists; everything that grows with the books or the usage is computed.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { costingInputs } from "../src/economy/costing/actions/index.ts";
import { costYear } from "../src/economy/costing/index.ts";
import { basisOf, sellerOf } from "../src/economy/invoicing/actions/index.ts";
import { canonicalLines, chargesOf, documentsOf, voucherOf } from "../src/economy/invoicing/index.ts";
import { type BalanceRollUp, rollUpBalances } from "../src/economy/ledger/index.ts";
import { usageRows } from "../src/economy/metering/actions/index.ts";
import { UsageCollector, type UsageEvent, UsageScanner, volumesOf } from "../src/economy/metering/index.ts";
import { computeSettlement, settlementPolicy } from "../src/economy/settlement/actions/index.ts";
import { settle } from "../src/economy/settlement/index.ts";
import { addedUp, readBooks, serviceCostCells } from "../src/economy/statements/actions/index.ts";
import { classifyCells, evaluate, layoutsOf } from "../src/economy/statements/index.ts";
import { createSieReader, type SieObjectRef } from "../src/formats/sie4/index.ts";
import { lastDayOf, periodOfDay, periodsOfYear, required } from "../src/kernel/index.ts";
import type { Database } from "../src/platform/database/index.ts";
import { ownMs } from "./machine.ts";

export interface InMemory {
  readonly parseMs: number;
  readonly computeMs: number;
  readonly lines: number;
  readonly events: number;
  readonly invoiceLines: number;
}

export async function inMemory(database: Database, provider: string, pack: string): Promise<InMemory> {
  const given = await whatRegistersHold(database, provider);
  const started = ownMs();
  let lines = 0;
  for (const year of [2022, 2023, 2024]) {
    const balances = rollUpBalances();
    lines += books(join(pack, "ledger", `${year}.se`), balances);
    if (balances.cells(year).length === 0) throw new Error("no balances");
  }
  let events = 0;
  const months = periodsOfYear(2024);
  for (const month of months) events += await usage(join(pack, "usage", `${month}.csv`));
  const parsed = ownMs();

  for (const input of given.costings) required(costYear(input));
  let invoiceLines = 0;
  let number = 1;
  for (const { basis, period } of given.billing) {
    const charges = basis.priceLists.flatMap((priceList) =>
      chargesOf({ ...basis, period, year: 2024, priceList }),
    );
    const documents = documentsOf({
      run: period,
      lines: charges,
      customers: basis.allCustomers,
      posting: given.seller.posting,
      day: lastDayOf(period),
      firstNumber: number,
    });
    number += documents.length;
    for (const document of documents) {
      invoiceLines += voucherOf(document, given.seller.posting, basis.services).lines.length;
    }
    if (canonicalLines(charges).length === 0) throw new Error("no charges");
  }
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
  return { parseMs: parsed - started, computeMs: ownMs() - parsed, lines, events, invoiceLines };
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

/** The rows of a year's books, added up by month, account and dimensions. */
function books(path: string, balances: BalanceRollUp): number {
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
    },
  });
  for (const chunk of chunksOf(path)) reader.push(chunk);
  required(reader.end());
  return rows;
}

/** The events of a month, added up to volumes. */
async function usage(path: string): Promise<number> {
  const collector = new UsageCollector();
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
  let events = 0;
  for (const month of collector.finish()) {
    events += month.events;
    required(volumesOf(month.segments.map((segment) => ({ source: path, segment }))));
  }
  return events;
}
