import { allocate, byCode, type Day, type Ore, ore } from "../../kernel/index.ts";
import type { Voucher, VoucherLine } from "../../economy/ledger/index.ts";
import {
  type SieBalance,
  type SieObject,
  type SieObjectRef,
  type SieRow,
  writeSie,
} from "../../formats/sie4/index.ts";
import { services } from "./catalogue.ts";
import { accounts, costCentres, projects } from "./chart.ts";
import { ownProjects } from "./own-projects.ts";
import { customers } from "./city.ts";
import { hashOf } from "./random.ts";

/** What the file of a year says besides its vouchers. Amounts by account, SIE sign. */
export interface YearBooks {
  readonly year: number;
  readonly opening: ReadonlyMap<string, number>;
  readonly closing: ReadonlyMap<string, number>;
  readonly result: ReadonlyMap<string, number>;
  readonly resultBefore: ReadonlyMap<string, number>;
  readonly vouchers: readonly Voucher[];
}

const dimensions = [
  [1, "Ansvar"],
  [6, "Projekt"],
  [20, "Tjänst"],
  [21, "Kund"],
  [22, "Motpart"],
] as const;

/** The year as a SIE 4E file, written by the product's own writer. */
export function* sieBytes(books: YearBooks): Generator<Uint8Array> {
  const { year } = books;
  yield* writeSie({
    header: {
      flag: 0,
      type: 4,
      direction: "export",
      program: { name: "Underlag demo", version: "1" },
      format: "PC8",
      generated: { day: `${year + 1}-01-31` as Day, sign: "demo" },
      notes: ["Exempeldata. Totalerna är ur en publicerad årsrapport, resten är påhittat."],
      companyName: "Intraservice, Göteborgs Stad (exempel)",
      companyCode: "",
      companyForm: "",
      industry: "",
      orgNo: "212000-1355",
      acquisitionNo: "",
      activityNo: "",
      address: undefined,
      years: [
        { index: 0, from: `${year}-01-01` as Day, to: `${year}-12-31` as Day, line: 0 },
        { index: -1, from: `${year - 1}-01-01` as Day, to: `${year - 1}-12-31` as Day, line: 0 },
      ],
      taxYear: "",
      through: undefined,
      chart: "",
      currency: "SEK",
    },
    accounts: accounts.map((row) => ({
      account: row.account,
      name: row.name,
      kind: undefined,
      unit: "",
      sru: [],
      line: 0,
    })),
    dimensions: dimensions.map(([dimension, name]) => ({ dimension, name, above: undefined, line: 0 })),
    objects: objects(),
    balances: [
      ...balances("IB", 0, books.opening),
      ...balances("UB", 0, books.closing),
      ...balances("RES", 0, books.result),
      ...balances("RES", -1, books.resultBefore),
    ],
    vouchers: (function* () {
      for (const voucher of books.vouchers) {
        yield {
          series: voucher.series,
          number: voucher.number,
          day: voucher.day,
          text: voucher.text,
          registered: undefined,
          sign: "",
          line: 0,
          rows: voucher.lines.map(rowOf),
        };
      }
    })(),
  });
}

function objects(): SieObject[] {
  const rows: [number, string, string][] = [
    ...costCentres.map((row): [number, string, string] => [1, row.costCentre, row.name]),
    ...[...projects, ...ownProjects].map((row): [number, string, string] => [6, row.project, row.name]),
    ...services.map((row): [number, string, string] => [20, row.service, row.nameSv]),
    ...customers.map((row): [number, string, string] => [21, row.customer, row.name]),
    ...customers.map((row): [number, string, string] => [22, row.counterparty, row.shortName]),
  ];
  return rows.map(([dimension, object, name]) => ({ dimension, object, name, line: 0 }));
}

function balances(
  kind: SieBalance["kind"],
  year: number,
  amounts: ReadonlyMap<string, number>,
): SieBalance[] {
  return [...amounts]
    .filter(([, amount]) => amount !== 0)
    .sort(([a], [b]) => byCode(a, b))
    .map(([account, amount]) => ({
      kind,
      year,
      period: undefined,
      account,
      objects: [],
      amountOre: ore(amount),
      quantityMicro: undefined,
      line: 0,
    }));
}

function rowOf(line: VoucherLine): SieRow {
  const refs: SieObjectRef[] = [];
  if (line.costCentre !== "") refs.push({ dimension: 1, object: line.costCentre });
  if (line.project !== "") refs.push({ dimension: 6, object: line.project });
  if (line.service !== "") refs.push({ dimension: 20, object: line.service });
  if (line.customer !== "") refs.push({ dimension: 21, object: line.customer });
  if (line.counterparty !== "") refs.push({ dimension: 22, object: line.counterparty });
  return {
    change: undefined,
    account: line.account,
    objects: refs,
    amountOre: line.amountOre,
    day: undefined,
    text: line.text,
    quantityMicro: undefined,
    sign: "",
    line: 0,
  };
}

export const lineCount = (vouchers: readonly Voucher[]): number =>
  vouchers.reduce((sum, voucher) => sum + voucher.lines.length, 0);

/** Cost lines may stand as many smaller ones; issued invoices never change. */
const isSplittable = (voucher: Voucher, line: VoucherLine): boolean =>
  voucher.reference === "" && line.account >= "5" && Math.abs(line.amountOre) > 100_000;

/** The same books in about so many lines more: every cost line becomes several with the same coding and the same sum. */
export function withLines(vouchers: readonly Voucher[], wanted: number): Voucher[] {
  const eligible = vouchers.reduce(
    (sum, voucher) => sum + voucher.lines.filter((line) => isSplittable(voucher, line)).length,
    0,
  );
  const more = wanted - lineCount(vouchers);
  if (more <= 0 || eligible === 0) return [...vouchers];
  const extra = Math.floor(more / eligible);
  let oneMore = more - extra * eligible;
  return vouchers.map((voucher) => ({
    ...voucher,
    lines: voucher.lines.flatMap((line, index) => {
      if (!isSplittable(voucher, line)) return [line];
      const parts = 1 + extra + (oneMore > 0 ? 1 : 0);
      oneMore -= 1;
      const weights = Array.from(
        { length: parts },
        (_, at) => 50 + (hashOf(`${voucher.series}${voucher.number}/${index}/${at}`) % 100),
      );
      return allocate(line.amountOre, weights).map((amountOre: Ore) => ({ ...line, amountOre }));
    }),
  }));
}

export function accountSums(vouchers: readonly Voucher[], from: string, to: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const voucher of vouchers) {
    for (const line of voucher.lines) {
      if (line.account >= from && line.account < to)
        sums.set(line.account, (sums.get(line.account) ?? 0) + line.amountOre);
    }
  }
  return sums;
}
