import { parsePeriod, Refusal } from "../../../kernel/index.ts";
import type { Opening } from "../../ledger/actions/index.ts";
import {
  isForecast,
  lastBookedOf,
  lastPeriodOf,
  parseBasis,
  readAlternative,
  type RadarMethod,
  type Settlement,
  type SettlementPolicy,
  wordsOfName,
} from "../index.ts";
import {
  type CustomerRow,
  customerRows,
  oneSettlement,
  type OneSettlement,
  serviceRow,
  servicesOfSettlement,
} from "../sql/one-settlement.ts";
import type { SettledService } from "../index.ts";
import { computeSettlement, latestForecast, settingsOf, settlementPolicy } from "./compute.ts";
import { radarSeenFrom } from "./radar.ts";

/** A settlement as its explanation reads it: kept in the database, or computed when it is asked for. */
export interface ReadSettlement extends OneSettlement {
  readonly computed?: Settlement;
  /** What it counts beyond the booked months, which its `basis` then ends with. */
  readonly expected?: Expectation;
}

export interface Expectation {
  readonly method: RadarMethod;
  /** The forecast that the rest of the year is taken from. */
  readonly plan?: string;
  readonly earlierYears: readonly number[];
  /** The last month that is counted. */
  readonly last: ReturnType<typeof lastPeriodOf>;
}

/** A settlement by its id or year, or by the name of one that nobody keeps (`2024~level=all`); read once for all its figures. */
export function storedBy(opening: Opening, name: string): Promise<ReadSettlement | undefined> {
  const { tx, provider, keep } = opening;
  return keep(`settlement-named:${name}`, () =>
    wordsOfName(name) === undefined ? oneSettlement(tx, provider, name) : computedBy(opening, name),
  );
}

/** Another policy, or a month's view of the year. A customer sees what is decided, never what is weighed. */
async function computedBy({ tx, provider }: Opening, name: string): Promise<ReadSettlement | undefined> {
  const words = wordsOfName(name);
  if (words === undefined || tx.scope.role === "customer") return undefined;
  const { year, said } = words;
  try {
    return said["seen"] === undefined
      ? await weighed(tx, provider, { name, year, source: said })
      : await expected(tx, provider, { name, year, said });
  } catch (error) {
    // A year without a policy, words that are no rules: there is no such figure.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

async function weighed(
  tx: Opening["tx"],
  provider: string,
  { name, year, source }: { readonly name: string; readonly year: number; readonly source: object },
): Promise<ReadSettlement | undefined> {
  const read = readAlternative(await settingsOf(tx, provider), year, source, name);
  if (!read.ok) return undefined;
  const policy = read.value;
  const { computed } = await computeSettlement(tx, provider, policy);
  const base = { settlement: name, year, state: "proposed", policy, computed } as const;
  if (!isForecast(policy.basis)) return { ...base, basis: policy.basis };
  return {
    ...base,
    basis: upTo(lastBookedOf(policy.basis, year)),
    expected: {
      method: "forecast",
      plan: await latestForecast(tx, provider, year),
      earlierYears: [],
      last: lastPeriodOf(policy.basis, year),
    },
  };
}

async function expected(
  tx: Opening["tx"],
  provider: string,
  {
    name,
    year,
    said,
  }: { readonly name: string; readonly year: number; readonly said: Readonly<Record<string, string>> },
): Promise<ReadSettlement | undefined> {
  const { seen = "", method: asked, part, ...others } = said;
  const through = parsePeriod(seen);
  const isKnown = asked === undefined || asked === "even" || asked === "season" || asked === "forecast";
  if (through === undefined || !isKnown || Object.keys(others).length > 0) return undefined;
  if (part !== undefined && part !== "settled" && part !== "recovery") return undefined;
  const policy = await settlementPolicy(tx, provider, year);
  const radar = await radarSeenFrom(tx, provider, { year, through, method: asked, part: part ?? "expected" });
  const last = part === "settled" ? lastPeriodOf(policy.basis, year) : lastPeriodOf("full-year", year);
  return {
    settlement: name,
    year,
    basis: upTo(through < last ? through : last),
    state: "proposed",
    policy,
    computed: radar.computed,
    ...(through < last
      ? {
          expected: {
            method: radar.method,
            ...(radar.plan === undefined ? {} : { plan: radar.plan }),
            earlierYears: radar.earlierYears,
            last,
          },
        }
      : {}),
  };
}

/** The basis that counts the booked months to a last one. */
function upTo(last: string): SettlementPolicy["basis"] {
  return parseBasis(`ytd@${last.slice(5)}`) ?? "full-year";
}

/** Who gets what of a settlement; one customer's alone where it is asked of. */
export function customersOfSettlement(
  { tx, provider, keep }: Opening,
  { settlement, computed }: ReadSettlement,
  customer: string | undefined,
): Promise<readonly CustomerRow[]> {
  return keep(`settlement-rows:${settlement}:${customer ?? ""}`, async () => {
    if (computed === undefined)
      return customerRows(tx, provider, { settlement, ...(customer === undefined ? {} : { customer }) });
    return computed.customers
      .filter((one) => customer === undefined || one.customer === customer)
      .flatMap((one) => one.because.map((reason) => ({ ...reason, customer: one.customer })));
  });
}

export function serviceOfSettlement(
  { tx, provider, keep }: Opening,
  { settlement, computed }: ReadSettlement,
  service: string,
): Promise<SettledService | undefined> {
  if (computed !== undefined)
    return Promise.resolve(computed.services.find((one) => one.service === service));
  return keep(`settlement-service:${settlement}:${service}`, () =>
    serviceRow(tx, provider, { settlement, service }),
  );
}

export function servicesIn(
  { tx, provider, keep }: Opening,
  { settlement, computed }: ReadSettlement,
): Promise<readonly string[]> {
  if (computed !== undefined) return Promise.resolve(computed.services.map((one) => one.service));
  return keep(`settlement-services:${settlement}`, () => servicesOfSettlement(tx, provider, settlement));
}
