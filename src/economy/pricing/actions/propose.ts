import { type Day, periodOfDay, periodOf, type Problem, Refusal, required } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import {
  itemPlansOf,
  type PriceDifference,
  priceDifferences,
  type PriceListVersion,
  type Proposal,
  proposePriceList,
  type RoundingRule,
} from "../index.ts";
import * as problem from "../problems.ts";
import { replaceVersion } from "../sql/write.ts";
import { costedBudgetOf, plannedInYear, sharesIn } from "./basis.ts";
import { summary } from "./load.ts";
import { priceListVersions } from "./versions.ts";
import { proposingPrices } from "../mandates.ts";

export interface PriceQuestion {
  readonly year: number;
  /** Name of the version; the year where nothing else is said. */
  readonly version?: string | undefined;
  readonly validFrom?: Day | undefined;
  readonly rounding?: RoundingRule | undefined;
}

export interface ProposedPriceList {
  readonly proposal: Proposal;
  readonly warnings: readonly Problem[];
  /** False where the version is already decided: it is then compared with, never replaced. */
  readonly stored: boolean;
  /** The version of the same name before, if any. */
  readonly before?: PriceListVersion;
  /** From that version to the proposal. */
  readonly differences: readonly PriceDifference[];
}

/**
 * Proposes the price list of a year from its costed budget and planned volumes. What is charged and how is taken from
 * the latest price list up to the year; the amounts are all computed. Stored as a draft over an earlier draft; where
 * the version is decided nothing is written and the difference is shown instead.
 */
export async function proposePrices(
  tx: Transaction,
  provider: string,
  question: PriceQuestion,
  { now, actor }: { readonly now: string; readonly actor: string },
): Promise<ProposedPriceList> {
  await requireMandate(tx, provider, actor, proposingPrices);
  await takeTurn(tx, provider, "pricing");
  const { year } = question;
  const versions = await priceListVersions(tx, provider);
  const name = question.version ?? nameOf(versions, year);
  const before = versions.find((version) => version.version === name);
  const pattern = before ?? versions.findLast((version) => version.fiscalYear <= year);
  if (pattern === undefined) throw new Refusal([problem.noItems(year)]);
  if (before !== undefined && before.fiscalYear !== year) {
    throw new Refusal([problem.otherYear(name, before.fiscalYear, year)]);
  }

  const items = itemPlansOf(pattern);
  const validFrom = question.validFrom ?? before?.validFrom;
  const month = validFrom === undefined ? periodOf(year, 1) : periodOfDay(validFrom);
  // Recomputed, a decided price list is held to what had been decided by then: a later exception is a correction.
  const knownOn = before?.decision?.decidedOn ?? (now.slice(0, 10) as Day);
  const costedBudget = await costedBudgetOf(tx, provider, year);
  const proposed = proposePriceList({
    version: name,
    year,
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(before === undefined ? {} : { validTo: before.validTo }),
    costedBudget,
    plannedVolumes: await plannedInYear(tx, provider, year, items),
    items,
    sharesOf: await sharesIn(tx, provider, { month, costedBudget, items, knownOn }),
    rounding: question.rounding ?? pattern.rounding,
  });
  const proposal = required(proposed);
  const warnings = proposed.ok ? proposed.warnings : [];
  const differences = before === undefined ? [] : priceDifferences(before, proposal.version);
  const frozen = before !== undefined && (before.state === "decided" || before.state === "superseded");
  const answer = { proposal, warnings, differences, ...(before === undefined ? {} : { before }) };
  if (frozen) return { ...answer, stored: false };

  const version = { ...proposal.version, proposedBy: actor };
  await replaceVersion(tx, provider, version);
  await record(tx, {
    at: now,
    actor,
    action: "price-list.propose",
    objectKind: "price-list",
    objectId: name,
    before: before === undefined ? null : summary(before),
    after: summary(version),
  });
  return { ...answer, proposal: { ...proposal, version }, stored: true };
}

/** The version a year is asked for by: the one it began with, else the latest draft, else one named by the year itself. */
function nameOf(versions: readonly PriceListVersion[], year: number): string {
  const ofYear = versions.filter((version) => version.fiscalYear === year);
  const found = ofYear.find((version) => version.decision !== undefined) ?? ofYear.at(-1);
  return found?.version ?? String(year);
}
