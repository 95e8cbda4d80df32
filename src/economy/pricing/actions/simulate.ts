import { byCode, lastDayOf, ore, periodOf, Refusal, required } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { accountMapOf, balancesOf } from "../../ledger/actions/index.ts";
import { plansOf } from "../../planning/actions/index.ts";
import {
  type Comparison,
  type CustomerCharge,
  type CustomerVolume,
  incompleteItems,
  isVersionInForce,
  type PreviousYear,
  type PriceListVersion,
  simulate,
  simulated,
  type Simulation,
} from "../index.ts";
import * as problem from "../problems.ts";
import { updateState } from "../sql/write.ts";
import { plannedInYear } from "./basis.ts";
import { contentSha256, priceListVersions, versionOf } from "./versions.ts";
import { proposingPrices } from "../mandates.ts";

export interface SimulationQuestion {
  readonly year: number;
  readonly version?: string | undefined;
  /** The books of the year before or its price list; its price list where it has planned volumes, unless told. */
  readonly against?: "books" | "price-list" | undefined;
}

export interface SimulatedPriceList {
  readonly version: PriceListVersion;
  readonly simulation: Simulation;
  /** What it is compared with: the books of the year before, its price list, or nothing. */
  readonly against: Comparison;
  /** Hash of what was simulated; of a decided version it is the one that froze it. */
  readonly contentSha256: string;
}

/** The same comparison as `simulatePrices`, only looked at: no state changes, so that whoever may read may ask. */
export async function consequencesOf(
  tx: Transaction,
  provider: string,
  question: SimulationQuestion,
): Promise<SimulatedPriceList> {
  const version = await versionOf(tx, provider, question, "draft");
  const incomplete = incompleteItems(version);
  if (incomplete.length > 0) throw new Refusal(incomplete);
  const { previous, against, earlier } = await yearBefore(tx, provider, version, question.against);
  const volumes = await plannedInYear(tx, provider, version.fiscalYear, [...version.items, ...earlier]);
  // Without a single planned volume all that is metered would look as if nobody paid for it any more.
  const metered = version.items.filter((item) => item.charge === "metered").map((item) => item.item);
  if (metered.length > 0 && !volumes.some((volume) => metered.includes(volume.item)))
    throw new Refusal([problem.noPlannedVolumes(version.version, version.fiscalYear)]);
  const simulation = simulate({ version, volumes }, previous);
  return { version, simulation, against, contentSha256: contentSha256(version) };
}

/**
 * What the price list means for every customer, at planned volumes, against the year before. A draft becomes
 * simulated by it, which is what lets it be decided.
 */
export async function simulatePrices(
  tx: Transaction,
  provider: string,
  question: SimulationQuestion,
  { now, actor }: { readonly now: string; readonly actor: string },
): Promise<SimulatedPriceList> {
  await requireMandate(tx, provider, actor, proposingPrices);
  await takeTurn(tx, provider, "pricing");
  const found = await consequencesOf(tx, provider, question);
  const { version } = found;
  if (version.state !== "draft") return found;
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
  return { ...found, version: shown };
}

/**
 * The year that a version is compared with. A decision weighs one price list against another, so last year's list at its
 * planned volumes comes first; a year without a plan is compared with what its customers paid by the books.
 */
export async function yearBefore(
  tx: Transaction,
  provider: string,
  version: PriceListVersion,
  wanted?: "books" | "price-list",
): Promise<{
  readonly previous: PreviousYear;
  readonly against: Comparison;
  /** The items of that year's list. */
  readonly earlier: PriceListVersion["items"];
}> {
  const year = version.fiscalYear - 1;
  const before = listAtYearEnd(await priceListVersions(tx, provider, { year }), year);
  const hasPlan = (await plansOf(tx, provider)).some(({ plan }) => plan === `budget-${year}`);
  const earlier = before?.items ?? [];
  const volumes: CustomerVolume[] | undefined = hasPlan
    ? await plannedInYear(tx, provider, year, [...earlier, ...version.items])
    : undefined;
  const listed: PreviousYear = {
    ...(before === undefined ? {} : { version: before }),
    ...(volumes === undefined ? {} : { volumes }),
  };
  const byList = before !== undefined && volumes !== undefined && volumes.length > 0;
  if (wanted === "price-list" || (wanted === undefined && byList))
    return {
      previous: listed,
      against: { kind: before === undefined ? "nothing" : "price-list", year },
      earlier,
    };
  const booked = await bookedIn(tx, provider, version, year);
  if (booked.length > 0)
    return { previous: { ...listed, booked }, against: { kind: "books", year }, earlier };
  return {
    previous: listed,
    against: { kind: before === undefined ? "nothing" : "price-list", year },
    earlier,
  };
}

/** The prices that a year ended with: of several lists in force, each prices other services. */
function listAtYearEnd(versions: readonly PriceListVersion[], year: number): PriceListVersion | undefined {
  const last = lastDayOf(periodOf(year, 12));
  const inForce = versions.filter((one) => isVersionInForce(one, last));
  const lists = inForce.length > 0 ? inForce : versions.filter((one) => one.state === "decided").slice(-1);
  const [first, ...more] = lists;
  if (first === undefined || more.length === 0) return first;
  return {
    ...first,
    items: lists.flatMap((one) => one.items),
    fees: lists.flatMap((one) => one.fees),
  };
}

/**
 * What customers paid per service in a year, for the services that the version prices by fee or volume: from the books,
 * without settlement and internal financing.
 */
async function bookedIn(
  tx: Transaction,
  provider: string,
  version: PriceListVersion,
  year: number,
): Promise<CustomerCharge[]> {
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
  return [...sums]
    .toSorted(([a], [b]) => byCode(a, b))
    .map(([key, amount]) => {
      const [customer, service] = key.split("\n") as [string, string];
      return { customer, service, amountOre: ore(amount) };
    });
}
