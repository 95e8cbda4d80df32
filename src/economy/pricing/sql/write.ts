import type { Transaction } from "../../../platform/database/index.ts";
import type { PriceListVersion } from "../index.ts";

/** Writes a version whole, over an undecided one of the same name. Who may do so is the actions' business. */
export async function replaceVersion(
  tx: Transaction,
  provider: string,
  version: PriceListVersion,
): Promise<void> {
  for (const table of ["fee", "price_tier", "price_item", "price_list_version"]) {
    await tx.execute(`delete from pricing.${table} where provider_id = $1 and version = $2`, [
      provider,
      version.version,
    ]);
  }
  await tx.execute(
    `insert into pricing.price_list_version
       (provider_id, version, fiscal_year, valid_from, valid_to, state, rounding_to_micro, rounding_direction)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      provider,
      version.version,
      version.fiscalYear,
      version.validFrom,
      version.validTo,
      version.state,
      version.rounding.toMicro,
      version.rounding.direction,
    ],
  );
  await updateState(tx, provider, version);
  const { items, fees } = version;
  await tx.execute(
    `insert into pricing.price_item
       (provider_id, version, item, service, activity, name_sv, name_en, charge, unit,
        price_micro, total_ore, borne_ore, planned_micro, key, scheme, proration)
     select $1, $2, rows.* from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::text[], $15::text[], $16::text[]) as rows`,
    [
      provider,
      version.version,
      items.map((item) => item.item),
      items.map((item) => item.service),
      items.map((item) => item.activity),
      items.map((item) => item.nameSv),
      items.map((item) => item.nameEn),
      items.map((item) => item.charge),
      items.map((item) => item.unit),
      items.map((item) => item.priceMicro ?? null),
      items.map((item) => item.totalOre ?? null),
      items.map((item) => item.borneOre ?? null),
      items.map((item) => item.plannedMicro ?? null),
      items.map((item) => item.key ?? null),
      items.map((item) => item.scheme ?? null),
      items.map((item) => item.proration ?? null),
    ],
  );
  const tiers = items.flatMap(({ item, tiers: own = [] }) => own.map((tier) => ({ item, ...tier })));
  if (tiers.length > 0) {
    await tx.execute(
      `insert into pricing.price_tier (provider_id, version, item, from_micro, price_micro, package_micro)
       select $1, $2, rows.* from unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[]) as rows`,
      [
        provider,
        version.version,
        tiers.map((tier) => tier.item),
        tiers.map((tier) => tier.fromMicro),
        tiers.map((tier) => tier.priceMicro),
        tiers.map((tier) => tier.packageMicro ?? null),
      ],
    );
  }
  await tx.execute(
    `insert into pricing.fee
       (provider_id, version, item, customer, annual_ore, key_value_micro, key_sum_micro, valid_from, valid_to)
     select $1, $2, rows.* from unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
       $8::date[], $9::date[]) as rows`,
    [
      provider,
      version.version,
      fees.map((fee) => fee.item),
      fees.map((fee) => fee.customer),
      fees.map((fee) => fee.annualOre),
      fees.map((fee) => fee.keyValueMicro),
      fees.map((fee) => fee.keySumMicro),
      fees.map((fee) => fee.validFrom),
      fees.map((fee) => fee.validTo),
    ],
  );
}

/** State, decision and what took over: everything about a version but its content. */
export async function updateState(
  tx: Transaction,
  provider: string,
  version: PriceListVersion,
): Promise<void> {
  await tx.execute(
    `update pricing.price_list_version
     set state = $3, proposed_by = $4, decided_by = $5, decision = $6, decided_on = $7, board = $8, paragraph = $9,
         registry_no = $10, content_sha256 = $11, superseded_by = $12, superseded_from = $13
     where provider_id = $1 and version = $2`,
    [
      provider,
      version.version,
      version.state,
      version.proposedBy ?? null,
      version.decidedBy ?? null,
      version.decision?.decision ?? null,
      version.decision?.decidedOn ?? null,
      version.decision?.board ?? null,
      version.decision?.paragraph ?? null,
      version.decision?.registryNo ?? null,
      version.contentSha256 ?? null,
      version.supersededBy ?? null,
      version.supersededFrom ?? null,
    ],
  );
}
