import {
  byCode,
  type Day,
  isInForce,
  type Problem,
  type Result,
  resultOf,
  sumOre,
} from "../../kernel/index.ts";
import type { Fee, PriceDecision, PriceItem, PriceListState, PriceListVersion } from "./price-list.ts";
import { isTiered } from "./scheme.ts";
import * as problem from "./problems.ts";

/** The only ways between states. A decided version never goes back: a change is a new version. */
const ways: Readonly<Record<PriceListState, readonly PriceListState[]>> = {
  draft: ["simulated"],
  simulated: ["draft", "decided"],
  decided: ["superseded"],
  superseded: [],
};

export function mayBecome(from: PriceListState, to: PriceListState): boolean {
  return ways[from].includes(to);
}

/** A simulated version has had its consequences shown; only then may it be decided. */
export function simulated(version: PriceListVersion): Result<PriceListVersion> {
  if (version.state === "simulated") return resultOf(version, []);
  if (mayBecome(version.state, "simulated")) return resultOf({ ...version, state: "simulated" }, []);
  return resultOf(version, [problem.frozen(version.version, version.state)]);
}

/**
 * The board's decision: freezes the version. Refused unless it was simulated first, its fees sum to their totals, and
 * the person who records the decision is another than the one who proposed the prices (four eyes).
 */
export function decided(
  version: PriceListVersion,
  decision: PriceDecision,
  decidedBy: string,
  contentSha256: string,
): Result<PriceListVersion> {
  const problems: Problem[] = [];
  if (!mayBecome(version.state, "decided")) {
    problems.push(
      version.state === "draft"
        ? problem.notSimulated(version.version)
        : problem.frozen(version.version, version.state),
    );
  }
  if (version.proposedBy === decidedBy) problems.push(problem.sameEyes(version.version, decidedBy));
  for (const [field, value] of Object.entries({ ...decision, decision: undefined })) {
    if (value === "") problems.push(problem.decisionIncomplete(version.version, field));
  }
  problems.push(...feesOffTotal(version));
  return resultOf({ ...version, state: "decided", decision, decidedBy, contentSha256 }, problems);
}

/** Another decided version takes over from a day on; the days before it keep these prices. */
export function superseded(version: PriceListVersion, by: PriceListVersion): Result<PriceListVersion> {
  if (!mayBecome(version.state, "superseded")) {
    return resultOf(version, [problem.notDecided(version.version, version.state)]);
  }
  return resultOf(
    { ...version, state: "superseded", supersededBy: by.version, supersededFrom: by.validFrom },
    [],
  );
}

/** The amount that a price needs and does not have. */
export function lackOf(
  item: Pick<PriceItem, "charge" | "totalOre" | "priceMicro" | "scheme">,
): "total" | "price" | undefined {
  if (item.charge === "fee" && item.totalOre === undefined) return "total";
  if (item.charge === "metered" && item.priceMicro === undefined && !isTiered(item)) return "price";
  return undefined;
}

/** Every item that still lacks its amount: a draft may, until it is shown to anybody. */
export function incompleteItems(version: PriceListVersion): Problem[] {
  return version.items.flatMap((item) => {
    const lacks = lackOf(item);
    return lacks === undefined ? [] : [problem.itemIncomplete(item.item, lacks)];
  });
}

/**
 * Every fee item whose fees, with what the provider bears by a decided exception, do not sum to its total. They must on the version's first day; a customer who leaves
 * later takes the fee along (a loss to show, not to smear), while one who joins without a new version would make the
 * item take more than it costs.
 */
export function feesOffTotal(version: PriceListVersion): Problem[] {
  const problems: Problem[] = [];
  for (const item of version.items.toSorted((a, b) => byCode(a.item, b.item))) {
    if (item.charge !== "fee") continue;
    const fees = version.fees.filter((fee) => fee.item === item.item);
    const total = (item.totalOre ?? 0) - (item.borneOre ?? 0);
    const days = new Set<Day>([version.validFrom, ...fees.map((fee) => fee.validFrom)]);
    for (const day of [...days].toSorted(byCode)) {
      const sum = sumOre(fees.filter((fee) => isInForce(fee, day)).map((fee: Fee) => fee.annualOre));
      if (day === version.validFrom ? sum !== total : sum > total) {
        problems.push(problem.feesOffTotal(version.version, item.item, day, sum, total));
        break;
      }
    }
  }
  return problems;
}
