import { byCode, type Ore, ore, type Period, type Problem } from "../../kernel/index.ts";
import { lineJson, oreJson } from "./document-json.ts";
import type { IssuedLine, PostedTo, ProposedLine } from "./line.ts";
import type { Bearer, RerunRow } from "./rerun.ts";
import type { BillingRun } from "./run.ts";

/** A correction as it is told to machines, whether it waits, is issued or only imagined. */
export interface ToldCorrection {
  readonly run?: string;
  readonly customer: string;
  readonly bearer: Bearer;
  readonly decision: string;
  readonly bookingPeriod: Period;
  readonly totalOre: Ore;
  readonly byYear: readonly { readonly year: number; readonly netOre: Ore; readonly postedTo: PostedTo }[];
  readonly rows: readonly RerunRow[];
  readonly lines: readonly ProposedLine[];
  readonly warnings: readonly Problem[];
}

export function correctionJson(told: ToldCorrection) {
  return {
    run: told.run ?? null,
    customer: told.customer === "" ? null : told.customer,
    bearer: told.bearer,
    decision: told.decision === "" ? null : told.decision,
    bookingPeriod: told.bookingPeriod,
    total: oreJson(told.totalOre),
    years: told.byYear.map((row) => ({
      year: row.year,
      amount: oreJson(row.netOre),
      postedTo: row.postedTo,
    })),
    customers: sumsBy(told.rows, (row) => row.customer).map(([customer, amountOre]) => ({
      customer,
      amount: oreJson(amountOre),
    })),
    deltas: told.rows.map((row) => ({
      customer: row.customer,
      service: row.service,
      item: row.item,
      period: row.period,
      stands: oreJson(row.standingOre),
      right: oreJson(row.rightOre),
      difference: oreJson(row.differenceOre),
    })),
    lines: told.lines.map(lineJson),
    warnings: told.warnings,
  };
}

/** The differences added up by a code, in code order. */
export function sumsBy(rows: readonly RerunRow[], codeOf: (row: RerunRow) => string): [string, Ore][] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(codeOf(row), (sums.get(codeOf(row)) ?? 0) + row.differenceOre);
  return [...sums].toSorted(([a], [b]) => byCode(a, b)).map(([code, sum]) => [code, ore(sum)]);
}

/** A correction as it is kept: its run, who bears it, and the lines that were proposed or issued. */
export interface KeptCorrection {
  readonly run: BillingRun;
  readonly bearer: Bearer;
  /** Whose change it is; '' for everybody's. */
  readonly customer: string;
  readonly decision: string;
  readonly lines: readonly (ProposedLine | IssuedLine)[];
}

export function storedCorrectionJson({ run, bearer, customer, decision, lines }: KeptCorrection) {
  return {
    run: run.run,
    state: run.state,
    customer: customer === "" ? null : customer,
    bearer,
    decision: decision === "" ? null : decision,
    bookingPeriod: run.period,
    total: oreJson(run.totalOre),
    contentSha256: run.contentSha256,
    proposedBy: run.rehearsedBy,
    acceptedBy: run.approvedBy ?? null,
    lines: lines.map(lineJson),
  };
}
