import { closest, type Problem, Refusal, required } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { decisionsOf } from "../../../service/customers/actions/index.ts";
import { decided, type PriceDecision, type PriceListVersion, superseded, twicePriced } from "../index.ts";
import * as problem from "../problems.ts";
import { updateState } from "../sql/write.ts";
import { summary } from "./load.ts";
import { contentSha256, priceListVersions, versionOf } from "./versions.ts";
import { decidingPrices } from "../mandates.ts";

export interface DecideQuestion {
  readonly year: number;
  readonly version?: string | undefined;
  /** A decision of the register by its code, or the decision itself. */
  readonly decision: string | PriceDecision;
  /** The version that this one takes over from, on its own first day. */
  readonly supersedes?: string | undefined;
}

/**
 * Records the board's decision and freezes the version. Refused where the person also proposed it, where it was not
 * simulated, and where it would leave a service with two price lists in force.
 */
export async function decidePrices(
  tx: Transaction,
  provider: string,
  question: DecideQuestion,
  { now, actor }: { readonly now: string; readonly actor: string },
): Promise<PriceListVersion> {
  await requireMandate(tx, provider, actor, decidingPrices);
  await takeTurn(tx, provider, "pricing");
  const versions = await priceListVersions(tx, provider);
  const version = await versionOf(tx, provider, question, "draft");
  const decision = await decisionOf(tx, provider, question.decision);
  const result = decided(version, decision, actor, contentSha256(version));
  if (!result.ok) throw new Refusal(result.problems);
  const taken = takenOver(versions, question.supersedes, result.value);
  const others = versions.filter((one) => one.version !== version.version && one.version !== taken?.version);
  const twice = twicePriced([...others, ...(taken === undefined ? [] : [taken]), result.value]);
  if (twice.length > 0) throw new Refusal(twice);

  for (const [before, after] of [
    [version, result.value],
    [versions.find((one) => one.version === taken?.version), taken],
  ] as const) {
    if (before === undefined || after === undefined) continue;
    await updateState(tx, provider, after);
    await record(tx, {
      at: now,
      actor,
      action: after === taken ? "price-list.supersede" : "price-list.decide",
      objectKind: "price-list",
      objectId: after.version,
      before: summary(before),
      after: { ...summary(after), ...(after === taken ? { supersededFrom: after.supersededFrom } : {}) },
    });
  }
  return result.value;
}

function takenOver(
  versions: readonly PriceListVersion[],
  name: string | undefined,
  by: PriceListVersion,
): PriceListVersion | undefined {
  if (name === undefined) return undefined;
  const old = versions.find((one) => one.version === name);
  if (old === undefined || old.version === by.version) throw new Refusal([problem.noVersion(name)]);
  return required(superseded(old, by));
}

async function decisionOf(
  tx: Transaction,
  provider: string,
  decision: string | PriceDecision,
): Promise<PriceDecision> {
  if (typeof decision !== "string") return decision;
  const known = await decisionsOf(tx, provider);
  const found = known.find((one) => one.decision === decision);
  if (found === undefined) {
    const near = closest(
      decision,
      known.map((one) => one.decision),
    );
    const unknown: Problem = problem.unknownDecision(decision);
    throw new Refusal([
      near === undefined ? unknown : { ...unknown, try: `Do you mean ${near}?`, try_sv: `Menas ${near}?` },
    ]);
  }
  const { board, decidedOn, paragraph, registryNo } = found;
  return { decision, board, decidedOn, paragraph, registryNo };
}
