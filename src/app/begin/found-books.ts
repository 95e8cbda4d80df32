import {
  addOre,
  byCode,
  type Ore,
  type Problem,
  refused,
  type Result,
  ok,
  zeroOre,
} from "../../kernel/index.ts";
import { createSieReader, type SieAccount, type SieFrame } from "../../formats/sie4/index.ts";
import { type Chart, chartOf, proposedPlace } from "./account-proposal.ts";
import { beginProblem } from "./problems.ts";

/** An object of a dimension, with the costs that are coded to it. */
export interface FoundObject {
  readonly object: string;
  readonly name: string;
  readonly costOre: Ore;
}

export interface FoundDimension {
  readonly dimension: string;
  readonly name: string;
  readonly objects: readonly FoundObject[];
}

/** What a beginner's SIE files hold (det som hittades), as far as a first costing asks. Amounts in öre, costs positive. */
export interface FoundBooks {
  readonly companyName: string;
  readonly orgNo: string;
  readonly chart: Chart;
  /** Calendar years, one a file. */
  readonly years: readonly {
    readonly year: number;
    readonly file: string;
    readonly vouchers: number;
    readonly rows: number;
  }[];
  readonly accounts: readonly SieAccount[];
  readonly dimensions: readonly FoundDimension[];
  /** Of the last year. */
  readonly costOre: Ore;
  readonly revenueOre: Ore;
}

/** A file as it was given: a name, and its bytes in pieces, as often as they are asked for. */
export interface GivenBooks {
  readonly name: string;
  readonly chunks: () => Iterable<Uint8Array>;
}

interface ReadBooks {
  readonly name: string;
  readonly frame: SieFrame;
  readonly year: number;
  readonly vouchers: number;
  readonly rows: number;
  /** Debit less credit by account, and by dimension, object and account. */
  readonly byAccount: ReadonlyMap<string, Ore>;
  readonly byObject: ReadonlyMap<string, Ore>;
}

const apart = "\u0000";

/** Reads the files, each a calendar year's export with vouchers (SIE 4E). Refuses what nothing could begin with, file by file. */
export function findInBooks(given: readonly GivenBooks[]): Result<FoundBooks> {
  const problems: Problem[] = [];
  const books: ReadBooks[] = [];
  for (const one of given) {
    const read = readOne(one);
    if (read.ok) books.push(read.value);
    else problems.push(...read.problems);
  }
  books.sort((a, b) => a.year - b.year);
  for (const [at, one] of books.entries()) {
    const before = books[at - 1];
    if (before === undefined) continue;
    if (before.year === one.year) problems.push(beginProblem("begin.same-year", one.name, String(one.year)));
    if (before.frame.header.orgNo !== one.frame.header.orgNo)
      problems.push(beginProblem("begin.other-company", one.name, one.frame.header.orgNo));
  }
  const last = books.at(-1);
  if (problems.length > 0 || last === undefined) return refused(problems);
  const accounts = merged(
    books.flatMap(({ frame }) => frame.accounts),
    (one) => one.account,
  );
  const chart = chartOf(last.frame.header.chart, accounts);
  const placeOf = new Map(accounts.map((one) => [one.account, proposedPlace(one, chart).kind]));
  const sum = (kind: "cost" | "revenue"): Ore =>
    [...last.byAccount].reduce(
      (all, [account, amountOre]) => (placeOf.get(account) === kind ? addOre(all, amountOre) : all),
      zeroOre,
    );
  return ok({
    companyName: last.frame.header.companyName,
    orgNo: last.frame.header.orgNo,
    chart,
    years: books.map(({ year, name, vouchers, rows }) => ({ year, file: name, vouchers, rows })),
    accounts,
    dimensions: dimensionsOf(books, last, (account) => placeOf.get(account) === "cost"),
    costOre: sum("cost"),
    revenueOre: (-sum("revenue") || 0) as Ore,
  });
}

function readOne({ name, chunks }: GivenBooks): Result<ReadBooks> {
  const byAccount = new Map<string, Ore>();
  const byObject = new Map<string, Ore>();
  let [vouchers, rows] = [0, 0];
  const add = (sums: Map<string, Ore>, key: string, amountOre: Ore): void =>
    void sums.set(key, addOre(sums.get(key) ?? zeroOre, amountOre));
  const reader = createSieReader({
    file: name,
    onVoucher: () => vouchers++,
    onRow: (row) => {
      if (row.change === "removed") return;
      rows++;
      add(byAccount, row.account, row.amountOre);
      for (const { dimension, object } of row.objects)
        add(byObject, [dimension, object, row.account].join(apart), row.amountOre);
    },
  });
  for (const piece of chunks()) reader.push(piece);
  const read = reader.end();
  if (!read.ok) return read;
  if (vouchers === 0)
    return refused([beginProblem("begin.no-vouchers", name, `SIE ${read.value.header.type}`)]);
  const own = read.value.header.years.find((year) => year.index === 0);
  const year = Number(own?.from.slice(0, 4));
  if (own === undefined || own.from !== `${year}-01-01` || own.to !== `${year}-12-31`)
    return refused([
      beginProblem("begin.broken-year", name, own === undefined ? "#RAR" : `${own.from} – ${own.to}`),
    ]);
  return ok({ name, frame: read.value, year, vouchers, rows, byAccount, byObject });
}

/** Dimensions that are used, with every object that is listed or used; names as the last file has them. */
function dimensionsOf(
  books: readonly ReadBooks[],
  last: ReadBooks,
  isCost: (account: string) => boolean,
): FoundDimension[] {
  const names = new Map(
    books.flatMap(({ frame }) => frame.dimensions).map((one) => [String(one.dimension), one.name]),
  );
  const objects = new Map<string, Map<string, { name: string; costOre: Ore }>>();
  const objectOf = (dimension: string, object: string): { name: string; costOre: Ore } => {
    const within = objects.get(dimension) ?? new Map<string, { name: string; costOre: Ore }>();
    objects.set(dimension, within);
    const found = within.get(object) ?? { name: object, costOre: zeroOre };
    within.set(object, found);
    return found;
  };
  for (const { frame } of books)
    for (const one of frame.objects)
      objectOf(String(one.dimension), one.object).name = one.name || one.object;
  for (const one of books)
    for (const [key, amountOre] of one.byObject) {
      const [dimension = "", object = "", account = ""] = key.split(apart);
      const found = objectOf(dimension, object);
      if (one === last && isCost(account)) found.costOre = addOre(found.costOre, amountOre);
    }
  return [...objects]
    .map(([dimension, within]) => ({
      dimension,
      name: names.get(dimension) ?? `Dimension ${dimension}`,
      objects: [...within]
        .map(([object, { name, costOre }]) => ({ object, name, costOre }))
        .toSorted((a, b) => byCode(a.object, b.object)),
    }))
    .toSorted((a, b) => Number(a.dimension) - Number(b.dimension));
}

/** The last of each key, in order of the keys. */
function merged<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()].toSorted((a, b) =>
    byCode(keyOf(a), keyOf(b)),
  );
}
