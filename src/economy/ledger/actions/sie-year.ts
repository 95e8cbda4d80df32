import {
  createSieReader,
  type SieBalance,
  type SieObjectRef,
  type SieReader,
  type SieRow,
  type SieVoucherHead,
} from "../../../formats/sie4/index.ts";
import {
  byCode,
  type Day,
  type Ore,
  ore,
  type Period,
  periodOfDay,
  type Problem,
  yearOf,
} from "../../../kernel/index.ts";
import type { AccountMap, DimensionRole } from "../index.ts";
import { problemOf } from "../problems.ts";
import { statedDiffers, unmappedAccount } from "./messages.ts";

/** What the rows of a file are held against: the provider, its registers and how it uses the dimensions. */
export interface SieExpectations {
  readonly orgNo: string;
  readonly fiscalYears: readonly number[];
  readonly dimensions: ReadonlyMap<number, DimensionRole>;
  /** The codes that exist, for the dimensions that are checked. */
  readonly known: Readonly<Partial<Record<DimensionRole, ReadonlySet<string>>>>;
  readonly accounts: AccountMap;
}

/** The five dimensions of a row, as the books know them. */
export interface RowDimensions {
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
}

export interface SieYearSink {
  onLine(
    row: SieRow,
    voucher: SieVoucherHead,
    dimensions: RowDimensions,
    lineNo: number,
    period: Period,
  ): void;
  /** After a voucher's last row; `lines` is their number. */
  onVoucher(voucher: SieVoucherHead, lines: number): void;
}

export interface StatedRow {
  readonly kind: "opening" | "closing" | "result";
  readonly yearOffset: number;
  readonly account: string;
  readonly amountOre: Ore;
  /** The line of the file that states it. */
  readonly fileLine: number;
}

export interface SieYearFrame {
  readonly fiscalYear: number;
  readonly fileLines: number;
  readonly stated: readonly StatedRow[];
  readonly accounts: readonly { readonly account: string; readonly name: string }[];
  readonly objects: readonly {
    readonly dimension: DimensionRole;
    readonly code: string;
    readonly name: string;
  }[];
  readonly warnings: readonly Problem[];
}

/** Reads one year's file for the books: understands rows as lines, and judges the whole against what is expected. */
export interface SieYearReader {
  push(chunk: Uint8Array): void;
  readonly header: SieReader["header"];
  /** The frame, or undefined with the problems. */
  end(): {
    readonly frame: SieYearFrame | undefined;
    readonly problems: readonly Problem[];
    /** Where the file disagrees with itself: its vouchers with the balances it states. */
    readonly selfDifferences: readonly Problem[];
  };
}

const none: RowDimensions = { costCentre: "", project: "", service: "", customer: "", counterparty: "" };

const fieldOf: Readonly<Record<DimensionRole, keyof RowDimensions>> = {
  cost_centre: "costCentre",
  project: "project",
  service: "service",
  customer: "customer",
  counterparty: "counterparty",
};

const stateKind = { IB: "opening", UB: "closing", RES: "result" } as const;

export function createSieYearReader(
  file: string,
  expected: SieExpectations,
  sink: SieYearSink,
): SieYearReader {
  const problems: Problem[] = [];
  const dimensionsOf = new Map<readonly SieObjectRef[], RowDimensions>();
  const unmappedDimensions = new Map<number, number>();
  const unknownObjects = new Set<string>();
  const firstUse = new Map<string, number>();
  const sums = new Map<string, number>();
  const names = new Set<string>();
  const stated: StatedRow[] = [];
  let fileLines = 0;
  let lineNo = 0;
  let skipping = false;
  let day: Day | undefined;
  let period: Period | undefined;
  let fiscalYear = 0;

  function resolve(objects: readonly SieObjectRef[], line: number): RowDimensions {
    if (objects.length === 0) return none;
    const known = dimensionsOf.get(objects);
    if (known) return known;
    const resolved: { -readonly [Key in keyof RowDimensions]: string } = { ...none };
    for (const { dimension, object } of objects) {
      const role = expected.dimensions.get(dimension);
      if (role === undefined) {
        if (!unmappedDimensions.has(dimension)) unmappedDimensions.set(dimension, line);
        continue;
      }
      resolved[fieldOf[role]] = object;
      const codes = expected.known[role];
      const name = `${role} ${object}`;
      if (codes && !codes.has(object) && !unknownObjects.has(name)) {
        unknownObjects.add(name);
        problems.push(
          problemOf(
            "ledger.unknown-object",
            { file, line, text: object },
            {
              message_sv: `${object} finns inte bland ${roleNames[role].sv} (dimension ${dimension}).`,
              message_en: `${object} is not among the ${roleNames[role].en} (dimension ${dimension}).`,
            },
          ),
        );
      }
    }
    dimensionsOf.set(objects, resolved);
    return resolved;
  }

  const reader = createSieReader({
    file,
    onBalance(balance: SieBalance) {
      fileLines = balance.line;
      if (balance.kind !== "IB" && balance.kind !== "UB" && balance.kind !== "RES") return;
      if (balance.account === "") return;
      if (balance.amountOre !== 0 && !firstUse.has(balance.account))
        firstUse.set(balance.account, balance.line);
      stated.push({
        kind: stateKind[balance.kind],
        yearOffset: balance.year,
        account: balance.account,
        amountOre: balance.amountOre,
        fileLine: balance.line,
      });
    },
    onVoucher(voucher) {
      fiscalYear ||= yearOf(reader.header.years.find(({ index }) => index === 0)?.to ?? ("0" as Day));
      const name = `${voucher.series}\u0000${voucher.number}`;
      // The reader tells of a repeated voucher at the end; its rows must not reach the database before that.
      skipping = names.has(name);
      names.add(name);
      lineNo = 0;
      if (voucher.number === "") {
        skipping = true;
        problems.push(
          problemOf(
            "ledger.voucher-without-number",
            { file, line: voucher.line },
            {
              message_sv: `Verifikationen på rad ${voucher.line} har inget nummer.`,
              message_en: `The voucher on line ${voucher.line} has no number.`,
            },
          ),
        );
      }
      if (voucher.day !== day) {
        day = voucher.day;
        period = periodOfDay(day);
      }
      if (yearOf(voucher.day) !== fiscalYear) {
        skipping = true;
        problems.push(
          problemOf(
            "ledger.day-outside-year",
            { file, line: voucher.line },
            {
              message_sv: `Verifikation ${voucher.series} ${voucher.number} är daterad ${voucher.day}, utanför räkenskapsåret ${fiscalYear}.`,
              message_en: `Voucher ${voucher.series} ${voucher.number} is dated ${voucher.day}, outside the fiscal year ${fiscalYear}.`,
            },
          ),
        );
      }
    },
    onRow(row, voucher) {
      fileLines = row.line;
      if (row.change === "removed") return;
      const { account } = row;
      const sum = sums.get(account);
      if (sum === undefined && !firstUse.has(account)) firstUse.set(account, row.line);
      sums.set(account, (sum ?? 0) + row.amountOre);
      const dimensions = resolve(row.objects, row.line);
      lineNo += 1;
      if (!skipping) sink.onLine(row, voucher, dimensions, lineNo, period as Period);
    },
    onVoucherEnd(voucher) {
      if (!skipping) sink.onVoucher(voucher, lineNo);
    },
  });

  function judge(): void {
    const { header } = reader;
    const digits = (text: string): string => text.replace(/\D/g, "").slice(-10);
    if (header.orgNo !== "" && digits(header.orgNo) !== digits(expected.orgNo)) {
      problems.push(
        problemOf(
          "ledger.other-company",
          { file, text: header.orgNo },
          {
            message_sv: `Filen gäller ${header.companyName} (${header.orgNo}), inte ${expected.orgNo}.`,
            message_en: `The file is for ${header.companyName} (${header.orgNo}), not ${expected.orgNo}.`,
          },
        ),
      );
    }
    const year = header.years.find(({ index }) => index === 0);
    if (!year) {
      // What holds no SIE at all has no year either; saying so would only hide the cause.
      if (problems.some(({ code }) => code === "sie4.not-sie" || code === "sie4.empty-file")) return;
      problems.push(
        problemOf(
          "ledger.year-missing",
          { file },
          {
            message_sv: "Filen saknar #RAR 0 och säger inte vilket räkenskapsår den gäller.",
            message_en: "The file has no #RAR 0 and does not say which fiscal year it is for.",
          },
        ),
      );
      return;
    }
    fiscalYear = yearOf(year.to);
    if (year.from !== `${fiscalYear}-01-01` || year.to !== `${fiscalYear}-12-31`) {
      problems.push(
        problemOf(
          "ledger.year-not-calendar",
          { file, line: year.line },
          {
            message_sv: `Räkenskapsåret ${year.from} till ${year.to} är inget kalenderår.`,
            message_en: `The fiscal year ${year.from} to ${year.to} is not a calendar year.`,
          },
        ),
      );
    } else if (!expected.fiscalYears.includes(fiscalYear)) {
      problems.push(
        problemOf(
          "ledger.other-year",
          { file, line: year.line },
          {
            message_sv: `Filen gäller ${fiscalYear}, som inte finns bland räkenskapsåren ${expected.fiscalYears.join(", ")}.`,
            message_en: `The file is for ${fiscalYear}, which is not among the fiscal years ${expected.fiscalYears.join(", ")}.`,
          },
        ),
      );
    }
    for (const account of expected.accounts.unmapped(firstUse.keys())) {
      problems.push(unmappedAccount(account, { file, line: firstUse.get(account) as number }));
    }
  }

  /** IB + vouchers = UB, and vouchers = RES, wherever the file states them. Not judged when rows are already in doubt. */
  function judgeStated(): Problem[] {
    const states = (kind: StatedRow["kind"]): Map<string, number> =>
      new Map(
        stated
          .filter((row) => row.kind === kind && row.yearOffset === 0)
          .map((row) => [row.account, row.amountOre]),
      );
    const [opening, closing, result] = [states("opening"), states("closing"), states("result")];
    const found: Problem[] = [];
    for (const account of [...firstUse.keys()].sort(byCode)) {
      const kind = expected.accounts.mappingOf(account)?.kind;
      const isResult = kind === "revenue" || kind === "cost";
      const whole = isResult ? result : closing;
      if (whole.size === 0) continue;
      const computed = (sums.get(account) ?? 0) + (isResult ? 0 : (opening.get(account) ?? 0));
      const should = whole.get(account) ?? 0;
      if (computed === should) continue;
      if (found.length < 20)
        found.push(statedDiffers(fiscalYear, account, ore(should), ore(computed), { file }));
    }
    return found;
  }

  return {
    push: (chunk) => reader.push(chunk),
    get header() {
      return reader.header;
    },
    end() {
      const read = reader.end();
      const warnings = read.ok ? [...read.warnings] : [];
      if (!read.ok) problems.unshift(...read.problems);
      judge();
      const declared = new Set(read.ok ? read.value.dimensions.map((one) => one.dimension) : []);
      for (const [dimension, line] of unmappedDimensions) {
        if (!read.ok) break;
        const place = { file, line, text: String(dimension) };
        if (declared.has(dimension)) {
          warnings.push(
            problemOf("ledger.dimension-ignored", place, {
              message_sv: `Dimension ${dimension} används men har ingen roll i pack.yaml; den lästes inte.`,
              message_en: `Dimension ${dimension} is used but has no role in pack.yaml; it was not read.`,
            }),
          );
        } else {
          problems.push(
            problemOf("ledger.unknown-dimension", place, {
              message_sv: `Dimension ${dimension} är varken deklarerad i filen eller känd i pack.yaml.`,
              message_en: `Dimension ${dimension} is neither declared in the file nor known in pack.yaml.`,
            }),
          );
        }
      }
      const selfDifferences = problems.every((one) => one.severity === "warn") ? judgeStated() : [];
      if (!read.ok || problems.some((one) => one.severity === "stop"))
        return { frame: undefined, problems, selfDifferences };
      const frame: SieYearFrame = {
        fiscalYear,
        fileLines,
        stated,
        accounts: read.value.accounts.map(({ account, name }) => ({ account, name })),
        objects: read.value.objects.flatMap(({ dimension, object, name }) => {
          const role = expected.dimensions.get(dimension);
          return role === undefined ? [] : [{ dimension: role, code: object, name }];
        }),
        warnings,
      };
      return { frame, problems, selfDifferences };
    },
  };
}

const roleNames: Readonly<Record<DimensionRole, { readonly sv: string; readonly en: string }>> = {
  cost_centre: { sv: "ansvaren", en: "cost centres" },
  project: { sv: "projekten", en: "projects" },
  service: { sv: "tjänsterna", en: "services" },
  customer: { sv: "kunderna", en: "customers" },
  counterparty: { sv: "motparterna", en: "counterparties" },
};
