import { formatMicro, type Problem } from "../../kernel/index.ts";
import type { PriceItem } from "./price-list.ts";
import * as problem from "./problems.ts";
import { isTiered, type Tier } from "./scheme.ts";

/** Where a row stands, for a problem to point at: the item's own, and those of its tiers. */
export interface SchemePlaces {
  readonly item: problem.Place;
  readonly tierOf: (index: number) => problem.Place;
}

/** Everything that keeps an item's quantities from having one and only one price each. Tiers are in the order they were written. */
export function schemeProblems(
  item: Pick<PriceItem, "item" | "charge" | "priceMicro" | "scheme" | "tiers" | "proration">,
  places: SchemePlaces = { item: {}, tierOf: () => ({}) },
): Problem[] {
  const { scheme, tiers = [], proration } = item;
  const found: Problem[] = [];
  const wrong = (sv: string, en: string): void => {
    found.push(problem.badScheme(item.item, sv, en, places.item));
  };
  if (scheme !== undefined && item.charge !== "metered")
    wrong(
      `har prismodellen ${scheme} men debiteras inte per volym`,
      `has the scheme ${scheme} but is not metered`,
    );
  if (scheme === "seat" && proration === undefined)
    wrong(
      "debiteras per plats utan att säga hur delar av en månad räknas",
      "is charged by the seat without saying how parts of a month count",
    );
  if (scheme !== "seat" && proration !== undefined)
    wrong(
      "har en regel för delar av en månad men är inte per plats",
      "has a proration but is not by the seat",
    );
  if (!isTiered(item)) {
    if (tiers.length > 0)
      found.push(
        problem.badTiers(
          item.item,
          "har steg utan prismodell",
          "has tiers without a scheme",
          places.tierOf(0),
        ),
      );
    return found;
  }
  if (item.priceMicro !== undefined) wrong("har både ett pris och steg", "has both a price and tiers");
  return [...found, ...tierProblems(item.item, scheme as string, tiers, places)];
}

function tierProblems(
  item: string,
  scheme: string,
  tiers: readonly Tier[],
  { item: ownPlace, tierOf }: SchemePlaces,
): Problem[] {
  const [first] = tiers;
  if (first === undefined)
    return [problem.badTiers(item, "saknar steg i tiers.csv", "has no tiers in tiers.csv", ownPlace)];
  const found: Problem[] = [];
  const wrong = (index: number, sv: string, en: string): void => {
    found.push(problem.badTiers(item, sv, en, tierOf(index)));
  };
  if (first.fromMicro !== 0) {
    const from = formatMicro(first.fromMicro);
    wrong(
      0,
      `saknar pris under ${from}: första steget ska börja på 0`,
      `has no price below ${from}: the first tier begins at 0`,
    );
  }
  tiers.forEach((tier, index) => {
    const before = tiers[index - 1];
    const from = formatMicro(tier.fromMicro);
    if (tier.priceMicro < 0)
      wrong(index, `har ett negativt pris från ${from}`, `has a negative price from ${from}`);
    if (tier.fromMicro < 0) wrong(index, `har ett steg under noll`, `has a tier below zero`);
    if (before !== undefined && tier.fromMicro === before.fromMicro)
      wrong(index, `har två steg från ${from}`, `has two tiers from ${from}`);
    if (before !== undefined && tier.fromMicro < before.fromMicro)
      wrong(
        index,
        `har stegen i fel ordning: ${from} står efter ${formatMicro(before.fromMicro)}`,
        `has its tiers out of order: ${from} stands after ${formatMicro(before.fromMicro)}`,
      );
    const sized = scheme === "package" || (scheme === "capacity" && index === 0);
    if (sized && (tier.packageMicro ?? 0) <= 0)
      wrong(
        index,
        "saknar storlek på paketet eller kapaciteten",
        "lacks the size of the package or the capacity",
      );
    if (!sized && tier.packageMicro !== undefined)
      wrong(
        index,
        `har en storlek från ${from}, där inget paket finns`,
        `has a size from ${from}, where there is no package`,
      );
  });
  if (scheme === "package" && tiers.length > 1)
    wrong(1, "säljs i paket och har ett enda steg", "is sold in packages and has a single tier");
  if (scheme === "capacity" && (tiers.length !== 2 || tiers[1]?.fromMicro !== first.packageMicro))
    wrong(
      Math.min(1, tiers.length - 1),
      "ska ha två steg: kapaciteten, och priset över den från just den mängden",
      "takes two tiers: the capacity, and the price above it from that very quantity",
    );
  return found;
}
