import {
  byCode,
  firstDayOf,
  lastDayOf,
  type Micro,
  micro,
  type Ore,
  ore,
  type Period,
  periodOf,
  periodOfDay,
  type Problem,
  Refusal,
  required,
  sumOre,
  yearOf,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import {
  customerKeysOf,
  modelByReference,
  modelsOf,
  modelTexts,
  nameOf,
} from "../../costing/actions/index.ts";
import {
  assignsKey,
  type Assumption,
  type CostModel,
  type CustomerKeys,
  imagine,
  inForce,
  type KeyException,
  keyOf,
  keysPinnedTo,
  modelForRerun,
  readModel,
  rerunWeights,
} from "../../costing/index.ts";
import { priceListVersions } from "../../pricing/actions/index.ts";
import { isVersionInForce, type PriceListVersion } from "../../pricing/index.ts";
import {
  decidedWeights,
  type FeeMonth,
  isFeeOf,
  movedIn,
  type PricedItem,
  type WhyMoved,
  type YearlyFee,
} from "../index.ts";
import { problemOf } from "../problems.ts";
import { correctedValues, type CorrectedValue, invoicedFees, type InvoicedFee } from "../sql/corrections.ts";
import { formatQuantity } from "../../../platform/language/index.ts";

/** A month of a fee item with somebody's value changed, and why each is. */
export interface RerunMonth extends FeeMonth {
  readonly why: WhyMoved;
}

/** Everything invoiced by a key, held against what the keys, values and exceptions say today (skuggkörning). */
export interface Rerun {
  readonly booking: Period;
  /** Only months in which somebody's value is another. */
  readonly months: readonly RerunMonth[];
  /** Exceptions in today's model. */
  readonly exceptions: readonly KeyException[];
  /** Values that an exception asks for and nobody has given. */
  readonly missing: readonly { readonly customer: string; readonly problem: Problem }[];
  /** Items and years that cannot be computed anew, and why. */
  readonly warnings: readonly Problem[];
}

/**
 * Holds every invoiced month of every fee against its key as it is today: the model in force that month, the values of the
 * month the prices began, exceptions that reach back - or what they would be if the assumptions held. Writes nothing.
 *
 * Cost: O(items x months x customers), in memory; the invoices are read as sums.
 */
export async function readRerun(
  tx: Transaction,
  provider: string,
  { booking, assumptions = [] }: { readonly booking: Period; readonly assumptions?: readonly Assumption[] },
): Promise<Rerun> {
  refuseOtherKinds(assumptions);
  const models = required(await modelsOf(tx, provider));
  const invoiced = await invoicedFees(tx, provider);
  const versions = await priceListVersions(tx, provider);
  const corrected = byItem(await correctedValues(tx, provider));
  const world = await worldOf(tx, provider, { models, booking, assumptions });
  const months: RerunMonth[] = [];
  const missing = new Map<string, { customer: string; problem: Problem }>();
  const warnings = new Map<string, Problem>();
  const ofYear = new Map<string, InvoicedFee[]>();
  for (const row of invoiced) add(ofYear, `${row.item}|${yearOf(row.period)}`, row);
  for (const rows of grouped(invoiced, (row) => `${row.item}|${row.period}`)) {
    const [first] = rows;
    if (first === undefined) continue;
    const { item: code, service, period } = first;
    const year = yearOf(period);
    const list = listOf(versions, rows, period, code);
    const stored = world.model(period, false);
    const model = world.model(period, true);
    if (stored === undefined || model === undefined) continue;
    const pin = list === undefined ? periodOf(year, 1) : periodOfDay(list.validFrom);
    const keys = await world.keys(pin, year);
    const basis =
      list === undefined
        ? historyBasis({
            rows: ofYear.get(`${code}|${year}`) ?? [],
            first,
            model,
            stored,
            keys,
            pin,
            imagined: assumptions.length > 0,
          })
        : listBasis(list, code, period);
    if (basis === undefined) continue;
    if ("code" in basis) {
      warnings.set(`${code}|${year}`, basis);
      continue;
    }
    const { item, fees, everFee } = basis;
    const assigned = keyOf(stored, service, period)?.key;
    const ownKey = item.key;
    const follows =
      ownKey === undefined ||
      assigned === ownKey ||
      keyOf(model, service, period)?.key !== assigned ||
      (assigned !== undefined && (await world.wasAssigned(service, ownKey)));
    const used = follows ? keyOf(model, service, period)?.key : ownKey;
    const decidedSum = fees.reduce((most, fee) => Math.max(most, fee.keySumMicro), 0);
    const found = rerunWeights({
      model,
      keys: keys.imagined,
      service,
      month: period,
      ...(follows ? {} : { key: ownKey }),
      totalOre: used === ownKey ? ore(decidedSum) : (item.totalOre ?? ore(0)),
    });
    if (!found.ok || found.value.weights.size === 0) {
      const why = found.ok ? undefined : found.problems[0];
      warnings.set(`${code}|${year}`, notComputable(code, year, why));
      continue;
    }
    const { key, weights } = found.value;
    const decided = decidedWeights(fees);
    const own = new Map(decided.own);
    const shared = new Map(decided.shared);
    for (const one of corrected.get(code) ?? []) {
      if (period < one.from || period > one.to) continue;
      own.set(one.customer, one.valueMicro);
      if (one.shared) shared.set(one.customer, one.valueMicro);
    }
    const standing = new Map(rows.map((row) => [row.customer, row.standingOre]));
    const now = new Map<string, Micro>();
    for (const customer of new Set([...fees.map((fee) => fee.customer), ...own.keys()])) {
      if (standing.has(customer)) now.set(customer, weights.get(customer) ?? micro(0));
    }
    for (const [customer, weight] of weights) {
      if (!everFee.has(customer) && !standing.has(customer)) now.set(customer, weight);
    }
    const exceptions = model.exceptions.filter((one) => one.key === key && inForce(one, lastDayOf(period)));
    for (const { customer, change } of exceptions) {
      if (change.kind === "fixed" || !standing.has(customer)) continue;
      if (keys.imagined.drivers.value(change.driver, customer, period, service) !== undefined) continue;
      missing.set(`${customer}|${year}`, { customer, problem: noDriverValue(change.driver, customer, year) });
    }
    const month: RerunMonth = {
      item,
      period,
      key,
      fees,
      own,
      shared,
      now,
      standing,
      why: reasonOf(exceptions),
    };
    if (movedIn(month).length > 0) months.push(month);
  }
  return {
    booking,
    months,
    exceptions: world.model(booking, false)?.exceptions ?? [],
    missing: [...missing.values()],
    warnings: [...warnings.values()],
  };
}

/** Whose value is another than the one that was invoiced by. */
export function customersMoved(rerun: Rerun): string[] {
  return [...new Set(rerun.months.flatMap((month) => movedIn(month).map((one) => one.customer)))].toSorted(
    byCode,
  );
}

/** Volumes and costs move no fee that has been decided: an answer that did not hear the question would mislead. */
function refuseOtherKinds(assumptions: readonly Assumption[]): void {
  const other = assumptions.find((one) => one.kind !== "driver" && one.kind !== "key");
  if (other === undefined) return;
  throw new Refusal([
    problemOf(
      "invoicing.assumption-moves-no-fee",
      `Ett antagande om ${other.kind} ändrar inga utfärdade avgifter: de delas efter nycklar.`,
      `An assumption about ${other.kind} moves no issued fee: fees are shared by keys.`,
    ),
  ]);
}

interface PinnedKeys {
  readonly stored: CustomerKeys;
  readonly imagined: CustomerKeys;
}

interface World {
  model(month: Period, imagined: boolean): CostModel | undefined;
  keys(pin: Period, year: number): Promise<PinnedKeys>;
  wasAssigned(service: string, key: string): Promise<boolean>;
}

/** Models and values, as they are stored and as the assumptions have them. */
async function worldOf(
  tx: Transaction,
  provider: string,
  {
    models,
    booking,
    assumptions,
  }: {
    readonly models: readonly CostModel[];
    readonly booking: Period;
    readonly assumptions: readonly Assumption[];
  },
): Promise<World> {
  const pins = new Map<Period, PinnedKeys>();
  const years = new Map<number, CustomerKeys>();
  let imaginedModels = models;
  const codes = {
    services: (await catalogueOf(tx, provider)).services.map((one) => one.service),
    customers: (await customersOf(tx, provider)).map((one) => one.customer),
    items: [],
  };
  const keys = async (pin: Period, year: number): Promise<PinnedKeys> => {
    const known = pins.get(pin);
    if (known !== undefined) return known;
    const ofYear = years.get(year) ?? (await customerKeysOf(tx, { provider, year, scenario: "budget" }));
    years.set(year, ofYear);
    const stored = keysPinnedTo(ofYear, pin);
    const given = { cells: [], models, drivers: stored.drivers, keys: stored };
    const imagined = assumptions.length === 0 ? given : required(imagine(given, assumptions, codes));
    imaginedModels = imagined.models;
    const pinned = { stored, imagined: imagined.keys };
    pins.set(pin, pinned);
    return pinned;
  };
  // Read once before any model is asked for, so that an assumption that cannot be is refused and a key is imagined.
  if (assumptions.length > 0) await keys(booking, yearOf(booking));
  const imaginedThen = imaginedModels;
  const months = new Map<string, CostModel | undefined>();
  let history: readonly CostModel[] | undefined;
  return {
    keys,
    model(month, imagined) {
      const name = `${month}|${imagined}`;
      if (!months.has(name)) {
        months.set(name, modelForRerun(imagined ? imaginedThen : models, month, booking));
      }
      return months.get(name);
    },
    async wasAssigned(service, key) {
      history ??= [...models, ...(await earlierTexts(tx, provider))];
      return assignsKey(history, service, key);
    },
  };
}

/** What the stored models have said before. */
async function earlierTexts(tx: Transaction, provider: string): Promise<CostModel[]> {
  const texts: CostModel[] = [];
  for (const stored of await modelTexts(tx, provider)) {
    const { history } = await modelByReference(tx, provider, nameOf(stored));
    for (const { text, name } of history) {
      const read = readModel(text, name);
      if (read.ok) texts.push(read.value);
    }
  }
  return texts;
}

interface FeeBasis {
  readonly item: PricedItem;
  readonly fees: readonly YearlyFee[];
  /** Who has a fee of the item some time in the list: that it does not hold in a month was decided. */
  readonly everFee: ReadonlySet<string>;
}

/** The price list that a month was invoiced by; for a predecessor's invoices the one in force that month. */
function listOf(
  versions: readonly PriceListVersion[],
  rows: readonly InvoicedFee[],
  period: Period,
  item: string,
): PriceListVersion | undefined {
  const named = rows.find((row) => row.priceList !== null)?.priceList;
  const own = versions.filter((version) => version.version === named);
  const lists =
    own.length > 0 ? own : versions.filter((version) => isVersionInForce(version, firstDayOf(period)));
  return lists.find((list) => list.items.some((each) => each.item === item));
}

function listBasis(list: PriceListVersion, code: string, period: Period): FeeBasis | undefined {
  const item = list.items.find((each) => each.item === code);
  if (item?.charge !== "fee" || item.totalOre === undefined) return undefined;
  const ofItem = list.fees.filter((fee) => fee.item === code);
  const fees = ofItem.filter((fee) => isFeeOf(fee, period));
  if (fees.length === 0) return undefined;
  return { item, fees, everFee: new Set(ofItem.map((fee) => fee.customer)) };
}

/**
 * Where an early year has no price list: what all customers were invoiced for the item that year, with the values that hold
 * without exceptions. What a value was before it was corrected is then not known, so only exceptions and assumptions move it.
 */
function historyBasis({
  rows,
  first,
  model,
  stored,
  keys,
  pin,
  imagined,
}: {
  readonly rows: readonly InvoicedFee[];
  readonly first: InvoicedFee;
  readonly model: CostModel;
  readonly stored: CostModel;
  readonly keys: PinnedKeys;
  readonly pin: Period;
  readonly imagined: boolean;
}): FeeBasis | Problem | undefined {
  const { item, service, period } = first;
  const year = yearOf(period);
  const key = keyOf(stored, service, period)?.key;
  if (key === undefined) return undefined;
  const invoiced = new Set(rows.map((row) => row.customer));
  const excepted = model.exceptions.some(
    (one) => one.key === key && invoiced.has(one.customer) && inForce(one, lastDayOf(period)),
  );
  if (!excepted && !imagined) return undefined;
  const found = rerunWeights({
    model: { ...stored, exceptions: [] },
    keys: keys.stored,
    service,
    month: period,
  });
  const annual = new Map<string, Ore>();
  for (const row of rows) annual.set(row.customer, ore((annual.get(row.customer) ?? 0) + row.originalOre));
  const customers = [...annual.keys()].toSorted(byCode);
  const weights = customers.map(
    (customer): number => (found.ok ? found.value.weights.get(customer) : undefined) ?? 0,
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return notComputable(item, year, undefined);
  return {
    item: {
      item,
      service,
      activity: "operation",
      nameSv: item,
      nameEn: item,
      charge: "fee",
      unit: "",
      totalOre: sumOre(annual.values()),
      key,
    },
    fees: customers.map((customer, index) => ({
      item,
      customer,
      annualOre: annual.get(customer) as Ore,
      keyValueMicro: micro(weights[index] as number),
      keySumMicro: micro(sum),
      validFrom: firstDayOf(pin),
      validTo: lastDayOf(periodOf(year, 12)),
    })),
    // Whom the predecessor did not invoice it had its reasons not to.
    everFee: new Set([...(found.ok ? found.value.weights.keys() : []), ...customers]),
  };
}

function reasonOf(exceptions: readonly KeyException[]): WhyMoved {
  return ({ customer, beforeMicro, afterMicro }) => {
    const exception = exceptions.find((one) => one.customer === customer);
    if (exception !== undefined) {
      return { textSv: exception.explainSv, textEn: exception.explainEn, decision: exception.decision };
    }
    return {
      textSv: `nyckelvärde ${formatQuantity(afterMicro, "sv")} i stället för ${formatQuantity(beforeMicro, "sv")}`,
      textEn: `key value ${formatQuantity(afterMicro, "en")} instead of ${formatQuantity(beforeMicro, "en")}`,
    };
  };
}

function notComputable(item: string, year: number, why: Problem | undefined): Problem {
  return problemOf(
    "invoicing.no-price-basis",
    `${item} ${year}: ${why?.message_sv ?? "prislista och nyckelvärden saknas"}, så året kan inte räknas om.`,
    `${item} ${year}: ${why?.message_en ?? "price list and key values are missing"}, so the year cannot be recomputed.`,
  );
}

function noDriverValue(driver: string, customer: string, year: number): Problem {
  return problemOf(
    "invoicing.no-driver-value",
    `Värde saknas för ${driver}, ${customer}, ${year}.`,
    `There is no value of ${driver} for ${customer} in ${year}.`,
  );
}

function byItem(values: readonly CorrectedValue[]): Map<string, CorrectedValue[]> {
  const found = new Map<string, CorrectedValue[]>();
  for (const value of values) add(found, value.item, value);
  return found;
}

function grouped<T>(rows: readonly T[], keyOfRow: (row: T) => string): Iterable<T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) add(found, keyOfRow(row), row);
  return found.values();
}

function add<T>(found: Map<string, T[]>, key: string, row: T): void {
  const own = found.get(key);
  if (own === undefined) found.set(key, [row]);
  else own.push(row);
}
