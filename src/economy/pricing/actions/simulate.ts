import { byCode, type Ore, ore, Refusal, required } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { accountMapOf, balancesOf } from "../../ledger/actions/index.ts";
import {
  chargesOf,
  type CustomerCharge,
  incompleteItems,
  type PriceListVersion,
  simulate,
  simulated,
  type Simulation,
} from "../index.ts";
import { updateState } from "../sql/write.ts";
import { plannedInYear } from "./basis.ts";
import { priceListVersions, versionOf } from "./versions.ts";
import { proposingPrices } from "../mandates.ts";

export interface SimulatedPriceList {
  readonly version: PriceListVersion;
  readonly simulation: Simulation;
  /** What it is compared with: the books of the year before, its price list, or nothing. */
  readonly against: { readonly kind: "books" | "price-list" | "nothing"; readonly year: number };
}

/**
 * What the price list means for every customer, at planned volumes, against the year before. A draft becomes
 * simulated by it, which is what lets it be decided.
 */
export async function simulatePrices(
  tx: Transaction,
  provider: string,
  which: { readonly year: number; readonly version?: string | undefined },
  { now, actor }: { readonly now: string; readonly actor: string },
): Promise<SimulatedPriceList> {
  await requireMandate(tx, provider, actor, proposingPrices);
  await takeTurn(tx, provider, "pricing");
  const version = await versionOf(tx, provider, which, "draft");
  const incomplete = incompleteItems(version);
  if (incomplete.length > 0) throw new Refusal(incomplete);
  const volumes = await plannedInYear(tx, provider, which.year, version.items);
  const previous = await chargesOfYearBefore(tx, provider, version);
  const simulation = simulate({ version, volumes }, previous.charges);
  if (version.state !== "draft") return { version, simulation, against: previous.against };
  const shown = required(simulated(version));
  await updateState(tx, provider, shown);
  await record(tx, {
    at: now,
    actor,
    action: "price-list.simulate",
    objectKind: "price-list",
    objectId: version.version,
    before: { state: version.state },
    after: { state: shown.state },
  });
  return { version: shown, simulation, against: previous.against };
}

/**
 * What customers paid per service the year before, for the services that the version prices by fee or volume: from
 * the books, without settlement and internal financing; where they have none, from that year's price list and plan.
 */
async function chargesOfYearBefore(
  tx: Transaction,
  provider: string,
  version: PriceListVersion,
): Promise<{ charges: CustomerCharge[]; against: SimulatedPriceList["against"] }> {
  const year = version.fiscalYear - 1;
  const sold = new Set(version.items.map((item) => item.service));
  for (const { charge, service } of version.items) {
    if (charge === "fee" || charge === "metered") sold.delete(service);
  }
  const sums = new Map<string, number>();
  const accounts = await accountMapOf(tx, provider);
  for (const cell of await balancesOf(tx, provider, [year])) {
    const account = accounts.mappingOf(cell.account);
    if (account?.kind !== "revenue" || account.role !== "") continue;
    if (cell.customer === "" || cell.service === "" || sold.has(cell.service)) continue;
    const key = `${cell.customer}\n${cell.service}`;
    sums.set(key, (sums.get(key) ?? 0) - cell.amountOre);
  }
  if (sums.size > 0) {
    const charges = [...sums]
      .toSorted(([a], [b]) => byCode(a, b))
      .map(([key, amount]) => chargeOf(key, ore(amount)));
    return { charges, against: { kind: "books", year } };
  }
  const before = (await priceListVersions(tx, provider, { year })).findLast((one) => one.state === "decided");
  if (before === undefined) return { charges: [], against: { kind: "nothing", year } };
  const charges = chargesOf(before, await plannedInYear(tx, provider, year, before.items));
  return { charges, against: { kind: "price-list", year } };
}

function chargeOf(key: string, amountOre: Ore): CustomerCharge {
  const [customer, service] = key.split("\n") as [string, string];
  return { customer, service, amountOre };
}
