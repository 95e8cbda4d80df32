import { Refusal, required } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { type PlayedPrices, type PriceListVersion, pricePlayOf, readPlayAssumption } from "../index.ts";
import { proposingPrices } from "../mandates.ts";
import * as problem from "../problems.ts";
import { replaceVersion } from "../sql/write.ts";
import { summary } from "./load.ts";
import { pricePlayBasis } from "./play.ts";
import { priceListVersions } from "./versions.ts";

export interface PlayedQuestion {
  readonly year: number;
  /** The version that was played with; the year's own where nothing is said. */
  readonly of?: string | undefined;
  /** What the proposal is to be called. */
  readonly version: string;
  /** `price/DI-PC=+5%`, one assumption each, as on the page. */
  readonly set: readonly string[];
}

export interface KeptPrices {
  readonly version: PriceListVersion;
  readonly played: PlayedPrices;
}

/**
 * Keeps played prices as a draft price list (ett provat förslag): what the page showed, made again here from the same assumptions, which
 * stand in the audit. A draft like any other: it is simulated, and decided by somebody else. A decided version is never written over.
 */
export async function keepPlayedPrices(
  tx: Transaction,
  provider: string,
  { year, of, version: name, set }: PlayedQuestion,
  { now, actor }: { readonly now: string; readonly actor: string },
): Promise<KeptPrices> {
  await requireMandate(tx, provider, actor, proposingPrices);
  await takeTurn(tx, provider, "pricing");
  const read = set.map(readPlayAssumption);
  const unreadable = read.flatMap((one) => (one.ok ? [] : one.problems));
  if (set.length === 0) throw new Refusal([problem.nothingPlayed()]);
  if (unreadable.length > 0) throw new Refusal(unreadable);
  const before = (await priceListVersions(tx, provider)).find((one) => one.version === name);
  if (before !== undefined && before.fiscalYear !== year)
    throw new Refusal([problem.otherYear(name, before.fiscalYear, year)]);
  if (before?.state === "decided" || before?.state === "superseded")
    throw new Refusal([problem.frozen(name, before.state)]);
  const { costing, prices } = await pricePlayBasis(tx, provider, { year, version: of }, now);
  const play = required(pricePlayOf(costing, prices));
  const played = required(play.after(read.flatMap((one) => (one.ok ? [one.value] : []))));
  const version: PriceListVersion = { ...played.version, version: name, state: "draft", proposedBy: actor };
  await replaceVersion(tx, provider, version);
  await record(tx, {
    at: now,
    actor,
    action: "price-list.propose",
    objectKind: "price-list",
    objectId: name,
    before: before === undefined ? null : summary(before),
    after: { ...summary(version), played: { of: prices.version.version, set } },
  });
  return { version, played };
}
