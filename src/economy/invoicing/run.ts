import type { Ore, Period } from "../../kernel/index.ts";
import type { Finding } from "./gates.ts";

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
