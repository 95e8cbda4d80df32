import { assert, type Ore, type Period, yearOf } from "../../kernel/index.ts";
import type { Finding } from "./gates.ts";
import type { ProposedLine } from "./line.ts";

export type RunState = "rehearsed" | "approved" | "issued";

/** A billing run (faktureringskörning): rehearsed, approved by somebody else, issued. */
export interface BillingRun {
  readonly run: string;
  readonly period: Period;
  readonly state: RunState;
  readonly contentSha256: string;
  /** Net of all lines. */
  readonly totalOre: Ore;
  readonly rehearsedBy: string;
  readonly rehearsedAt: string;
  readonly approvedBy?: string;
  readonly approvedAt?: string;
  readonly issuedBy?: string;
  readonly issuedAt?: string;
  /** Customers held back by a safety bound. */
  readonly parked: readonly Finding[];
  /** Customers that somebody has looked at and let through. */
  readonly released: readonly string[];
}

/** The runs of months, in the order they were made; settlements, corrections and history are others. */
export function monthlyRuns(runs: readonly BillingRun[]): BillingRun[] {
  return runs
    .filter((run) => run.run === run.period || run.run.startsWith(`${run.period}.`))
    .toSorted((a, b) => a.run.length - b.run.length || (a.run < b.run ? -1 : 1));
}

/**
 * The run that a period is in: '2024-03', or '2024-03.2' once that is issued, for the customers that were parked.
 * Undefined when the period is issued and nobody is parked.
 */
export function openRunOf(
  period: Period,
  runs: readonly BillingRun[],
): { readonly run: string; readonly only?: ReadonlySet<string> } | undefined {
  const ofPeriod = monthlyRuns(runs).filter((run) => run.period === period);
  const issued = ofPeriod.filter((run) => run.state === "issued");
  const last = issued.at(-1);
  if (last === undefined) return { run: period };
  const held = last.parked.flatMap((finding) => finding.customer ?? []);
  if (held.length === 0) return undefined;
  return { run: `${period}.${issued.length + 1}`, only: new Set(held) };
}

/** A run that corrects a customer: 'correction-org-2022-2024', and '.2' when those years are corrected once more. */
export function isCorrectionOf(customer: string, { run }: Pick<BillingRun, "run">): boolean {
  const prefix = correctionPrefix(customer);
  // The years are looked at too: another customer's code may begin with this one's.
  return run.startsWith(prefix) && /^\d{4}-\d{4}(?:\.\d+)?$/.test(run.slice(prefix.length));
}

/** The name of the run that would issue the corrections: by customer and years, numbered where those are issued. */
export function nextCorrectionRun(
  customer: string,
  lines: readonly Pick<ProposedLine, "servicePeriodFrom">[],
  runs: readonly BillingRun[],
): string {
  return nextRun(correctionPrefix(customer), lines, runs);
}

/** A run in which a changed key is shared anew among all customers: 'rerun-2022-2024'. */
export function isSharedCorrection({ run }: Pick<BillingRun, "run">): boolean {
  return /^rerun-\d{4}-\d{4}(?:\.\d+)?$/.test(run);
}

/** A run that corrects, whoever's. */
export function isAnyCorrection(run: Pick<BillingRun, "run">): boolean {
  return isSharedCorrection(run) || run.run.startsWith("correction-");
}

/** The name of the run that would issue what all customers share anew. */
export function nextSharedCorrectionRun(
  lines: readonly Pick<ProposedLine, "servicePeriodFrom">[],
  runs: readonly BillingRun[],
): string {
  return nextRun("rerun-", lines, runs);
}

function nextRun(
  prefix: string,
  lines: readonly Pick<ProposedLine, "servicePeriodFrom">[],
  runs: readonly BillingRun[],
): string {
  const years = lines.map((line) => yearOf(line.servicePeriodFrom)).toSorted((a, b) => a - b);
  const [first, last] = [years[0], years.at(-1)];
  assert(first !== undefined && last !== undefined, "a correction has lines");
  const name = `${prefix}${first}-${last}`;
  const issued = new Set(runs.filter((run) => run.state === "issued").map((run) => run.run));
  let candidate = name;
  for (let n = 2; issued.has(candidate); n++) candidate = `${name}.${n}`;
  return candidate;
}

/** In small letters where the code is all in capitals; any other as it is, behind a sign, since codes that differ only in case are different customers. */
function correctionPrefix(customer: string): string {
  const isPlain = customer === customer.toUpperCase() && !customer.startsWith("=");
  return `correction-${isPlain ? customer.toLowerCase() : `=${customer}`}-`;
}
