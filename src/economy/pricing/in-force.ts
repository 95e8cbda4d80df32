import { byCode, type Day, type Problem, refused, ok, type Result } from "../../kernel/index.ts";
import { type Fee, isVersionInForce, type PriceItem, type PriceListVersion } from "./price-list.ts";
import * as problem from "./problems.ts";

/** What is charged for an item on a day, and the version that says so. */
export interface PriceInForce {
  readonly version: string;
  readonly item: PriceItem;
  /** Fees valid on the day, in the version's order; empty unless the item is a fee. */
  readonly fees: readonly Fee[];
}

/**
 * The price of an item on a day, undefined where no decided version prices it. Two versions in force for the item's
 * service on the same day is a refusal, never a silent choice of the newer or the cheaper.
 */
export function priceInForce(
  versions: readonly PriceListVersion[],
  itemCode: string,
  day: Day,
): Result<PriceInForce | undefined> {
  const holding = versions.filter(
    (version) => isVersionInForce(version, day) && version.items.some((item) => item.item === itemCode),
  );
  const [first] = holding;
  if (first === undefined) return ok(undefined);
  const item = first.items.find((candidate) => candidate.item === itemCode) as PriceItem;
  const version = versionInForce(versions, item.service, day);
  if (!version.ok) return version;
  if (holding.length > 1) return refused([problem.twoInForce([item.service], day, codesOf(holding))]);
  const fees = first.fees.filter(
    (fee) => fee.item === itemCode && fee.validFrom <= day && day <= fee.validTo,
  );
  return ok({ version: first.version, item, fees });
}

/** The version that prices a service on a day. */
export function versionInForce(
  versions: readonly PriceListVersion[],
  service: string,
  day: Day,
): Result<PriceListVersion | undefined> {
  const holding = versions.filter((version) => isVersionInForce(version, day) && prices(version, service));
  if (holding.length > 1) return refused([problem.twoInForce([service], day, codesOf(holding))]);
  return ok(holding[0]);
}

/**
 * Every set of versions that price the same services at once, with the first day they do; what `decide` refuses and
 * `verify` looks for. Validity only begins on first days, so those are the only days to ask about.
 */
export function twicePriced(versions: readonly PriceListVersion[]): Problem[] {
  const days = [...new Set(versions.map((version) => version.validFrom))].toSorted(byCode);
  const found = new Map<string, { day: Day; holding: string[]; services: Set<string> }>();
  for (const day of days) {
    const inForce = versions.filter((version) => isVersionInForce(version, day));
    for (const service of new Set(inForce.flatMap((version) => version.items.map((item) => item.service)))) {
      const holding = codesOf(inForce.filter((version) => prices(version, service)));
      if (holding.length < 2) continue;
      const key = holding.join("\n");
      const known = found.get(key) ?? { day, holding, services: new Set() };
      known.services.add(service);
      found.set(key, known);
    }
  }
  return [...found.values()].map(({ day, holding, services }) =>
    problem.twoInForce([...services].toSorted(byCode), day, holding),
  );
}

function prices(version: PriceListVersion, service: string): boolean {
  return version.items.some((item) => item.service === service);
}

function codesOf(versions: readonly PriceListVersion[]): string[] {
  return versions.map((version) => version.version).toSorted(byCode);
}
