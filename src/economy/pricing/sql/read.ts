import { byCode, type Day, type Micro, type Ore } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  type Activity,
  type Charge,
  type Fee,
  type PriceItem,
  type PriceListState,
  type PriceListVersion,
  type Proration,
  type RoundingDirection,
  type Scheme,
  type Tier,
  byFee,
} from "../index.ts";

interface VersionRow {
  version: string;
  fiscal_year: number;
  valid_from: Day;
  valid_to: Day;
  state: PriceListState;
  rounding_to_micro: Micro;
  rounding_direction: RoundingDirection;
  proposed_by: string | null;
  decided_by: string | null;
  decision: string | null;
  decided_on: Day | null;
  board: string | null;
  paragraph: string | null;
  registry_no: string | null;
  content_sha256: string | null;
  superseded_by: string | null;
  superseded_from: Day | null;
}

/** Every version of the provider with items and fees, in order of first day and name. */
export async function selectVersions(
  tx: Transaction,
  provider: string,
  which: { readonly year?: number; readonly version?: string; readonly withoutFees?: true } = {},
): Promise<PriceListVersion[]> {
  const versions = await tx.query<VersionRow>(
    `select version, fiscal_year, valid_from, valid_to, state, rounding_to_micro, rounding_direction,
            proposed_by, decided_by, decision, decided_on, board, paragraph, registry_no,
            content_sha256, superseded_by, superseded_from
     from pricing.price_list_version
     where provider_id = $1 and ($2::integer is null or fiscal_year = $2) and ($3::text is null or version = $3)
     order by valid_from, version collate "C"`,
    [provider, which.year ?? null, which.version ?? null],
  );
  const names = versions.map((row) => row.version);
  const items = grouped(await selectItems(tx, provider, names));
  const fees = grouped(which.withoutFees === true ? [] : await selectFees(tx, provider, names));
  return versions.map((row) => ({
    version: row.version,
    fiscalYear: row.fiscal_year,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    state: row.state,
    rounding: { toMicro: row.rounding_to_micro, direction: row.rounding_direction },
    items: items.get(row.version) ?? [],
    fees: (fees.get(row.version) ?? []).toSorted(byFee),
    ...present("proposedBy", row.proposed_by),
    ...present("decidedBy", row.decided_by),
    ...(row.decided_on === null
      ? {}
      : {
          decision: {
            ...present("decision", row.decision),
            board: row.board ?? "",
            decidedOn: row.decided_on,
            paragraph: row.paragraph ?? "",
            registryNo: row.registry_no ?? "",
          },
        }),
    ...present("contentSha256", row.content_sha256),
    ...present("supersededBy", row.superseded_by),
    ...present("supersededFrom", row.superseded_from),
  }));
}

/** The charge of every item of any version, the latest version's where they differ. */
export async function selectCharges(tx: Transaction, provider: string): Promise<Map<string, Charge>> {
  const rows = await tx.query<{ item: string; charge: Charge }>(
    `select i.item, i.charge from pricing.price_item i
     join pricing.price_list_version v on v.provider_id = i.provider_id and v.version = i.version
     where i.provider_id = $1 order by v.valid_from, v.version collate "C", i.item collate "C"`,
    [provider],
  );
  return new Map(rows.map((row) => [row.item, row.charge]));
}

type OfVersion<T> = readonly [version: string, value: T];

async function selectItems(
  tx: Transaction,
  provider: string,
  versions: readonly string[],
): Promise<OfVersion<PriceItem>[]> {
  const rows = await tx.query<{
    version: string;
    item: string;
    service: string;
    activity: Activity;
    name_sv: string;
    name_en: string;
    charge: Charge;
    unit: string;
    price_micro: Micro | null;
    total_ore: Ore | null;
    borne_ore: Ore | null;
    planned_micro: Micro | null;
    key: string | null;
    scheme: Scheme | null;
    proration: Proration | null;
  }>(
    `select version, item, service, activity, name_sv, name_en, charge, unit, price_micro, total_ore, borne_ore, planned_micro, key,
            scheme, proration
     from pricing.price_item where provider_id = $1 and version = any($2::text[]) order by item collate "C"`,
    [provider, versions],
  );
  const tiers = rows.some((row) => row.scheme !== null)
    ? await selectTiers(tx, provider, versions)
    : new Map<string, readonly Tier[]>();
  return rows.map((row) => [
    row.version,
    {
      item: row.item,
      service: row.service,
      activity: row.activity,
      nameSv: row.name_sv,
      nameEn: row.name_en,
      charge: row.charge,
      unit: row.unit,
      ...present("priceMicro", row.price_micro),
      ...present("totalOre", row.total_ore),
      ...present("borneOre", row.borne_ore),
      ...present("plannedMicro", row.planned_micro),
      ...present("key", row.key),
      ...present("scheme", row.scheme),
      ...present("tiers", tiers.get(`${row.version}\n${row.item}`) ?? null),
      ...present("proration", row.proration),
    },
  ]);
}

/** The tiers of items in their order, by version and item. */
export async function selectTiers(
  tx: Transaction,
  provider: string,
  versions: readonly string[],
): Promise<ReadonlyMap<string, readonly Tier[]>> {
  const rows = await tx.query<{
    version: string;
    item: string;
    from_micro: Micro;
    price_micro: Micro;
    package_micro: Micro | null;
  }>(
    `select version, item, from_micro, price_micro, package_micro from pricing.price_tier
     where provider_id = $1 and version = any($2::text[]) order by version collate "C", item collate "C", from_micro`,
    [provider, versions],
  );
  const tiers = new Map<string, Tier[]>();
  for (const row of rows) {
    const key = `${row.version}\n${row.item}`;
    const tier = {
      fromMicro: row.from_micro,
      priceMicro: row.price_micro,
      ...present("packageMicro", row.package_micro),
    };
    tiers.set(key, [...(tiers.get(key) ?? []), tier]);
  }
  return tiers;
}

const feeColumns = `version, item, customer, annual_ore as "annualOre", key_value_micro as "keyValueMicro",
            key_sum_micro as "keySumMicro", valid_from as "validFrom", valid_to as "validTo"`;

async function selectFees(
  tx: Transaction,
  provider: string,
  versions: readonly string[],
): Promise<OfVersion<Fee>[]> {
  const rows = await tx.query<Fee & { version: string }>(
    `select ${feeColumns} from pricing.fee where provider_id = $1 and version = any($2::text[])`,
    [provider, versions],
  );
  return rows.map(({ version, ...fee }) => [version, fee]);
}

/** The fees of some customers in some versions, by version, in the order fees are listed. */
export async function selectFeesOf(
  tx: Transaction,
  provider: string,
  { versions, customers }: { readonly versions: readonly string[]; readonly customers: readonly string[] },
): Promise<ReadonlyMap<string, readonly Fee[]>> {
  const rows = await tx.query<Fee & { version: string }>(
    `select ${feeColumns} from pricing.fee
     where provider_id = $1 and version = any($2::text[]) and customer = any($3::text[])`,
    [provider, versions, customers],
  );
  const fees = grouped(rows.map(({ version, ...fee }) => [version, fee]));
  return new Map([...fees].map(([version, own]) => [version, own.toSorted(byFee)]));
}

/** Every customer that has a fee in some of the versions. */
export async function selectFeePayers(
  tx: Transaction,
  provider: string,
  versions: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ customer: string }>(
    "select distinct customer from pricing.fee where provider_id = $1 and version = any($2::text[])",
    [provider, versions],
  );
  return rows.map((row) => row.customer);
}

/** Fees held in memory at once. */
const together = 10_000;

/** The fees of a version in the order they are listed and hashed, some items' at a time. */
export async function* feesInOrder(
  tx: Transaction,
  provider: string,
  version: string,
): AsyncGenerator<readonly Fee[]> {
  const counts = await tx.query<{ item: string; fees: number }>(
    "select item, count(*)::integer as fees from pricing.fee where provider_id = $1 and version = $2 group by item",
    [provider, version],
  );
  let items: string[] = [];
  let count = 0;
  for (const [index, { item, fees }] of counts.toSorted((a, b) => byCode(a.item, b.item)).entries()) {
    items.push(item);
    count += fees;
    if (count < together && index < counts.length - 1) continue;
    const some = await tx.query<Fee>(
      `select ${feeColumns} from pricing.fee where provider_id = $1 and version = $2 and item = any($3::text[])`,
      [provider, version, items],
    );
    yield some.toSorted(byFee);
    [items, count] = [[], 0];
  }
}

function grouped<T>(rows: readonly OfVersion<T>[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [version, value] of rows.toSorted((a, b) => byCode(a[0], b[0]))) {
    const group = groups.get(version);
    if (group === undefined) groups.set(version, [value]);
    else group.push(value);
  }
  return groups;
}

/** What the database calls null is absent in the program. */
function present<Key extends string, T>(key: Key, value: T | null): { readonly [K in Key]?: T } {
  return value === null ? {} : ({ [key]: value } as { readonly [K in Key]?: T });
}
