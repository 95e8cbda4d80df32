import { byCode, formatMicro, type Ore } from "../../../kernel/index.ts";
import type { ProposedPriceList } from "../actions/index.ts";
import { byFee, type PriceListVersion } from "../index.ts";

const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
const printed = (value: unknown): string => JSON.stringify(value, null, 2);

/** A version as data: prices and quantities as decimal text, money in öre, lists in code order. */
export function versionJson(version: PriceListVersion): string {
  return printed(versionData(version));
}

/** A version as values. */
export function versionData(version: PriceListVersion) {
  return {
    version: version.version,
    year: version.fiscalYear,
    state: version.state,
    validFrom: version.validFrom,
    validTo: version.validTo,
    rounding: { to: formatMicro(version.rounding.toMicro), direction: version.rounding.direction },
    ...(version.proposedBy === undefined ? {} : { proposedBy: version.proposedBy }),
    ...(version.decision === undefined ? {} : { decision: version.decision }),
    ...(version.decidedBy === undefined ? {} : { decidedBy: version.decidedBy }),
    ...(version.contentSha256 === undefined ? {} : { contentSha256: version.contentSha256 }),
    ...(version.supersededBy === undefined
      ? {}
      : { supersededBy: version.supersededBy, supersededFrom: version.supersededFrom }),
    items: version.items
      .toSorted((a, b) => byCode(a.item, b.item))
      .map(({ priceMicro, totalOre, plannedMicro, tiers, nameSv, nameEn, ...item }) => ({
        ...item,
        name_sv: nameSv,
        name_en: nameEn,
        ...(priceMicro === undefined ? {} : { price: formatMicro(priceMicro) }),
        ...(totalOre === undefined ? {} : { total: money(totalOre) }),
        ...(plannedMicro === undefined ? {} : { planned: formatMicro(plannedMicro) }),
        ...(tiers === undefined
          ? {}
          : {
              tiers: tiers.map((tier) => ({
                from: formatMicro(tier.fromMicro),
                price: formatMicro(tier.priceMicro),
                ...(tier.packageMicro === undefined ? {} : { packageSize: formatMicro(tier.packageMicro) }),
              })),
            }),
      })),
    fees: version.fees.toSorted(byFee).map((fee) => ({
      item: fee.item,
      customer: fee.customer,
      annual: money(fee.annualOre),
      keyValue: formatMicro(fee.keyValueMicro),
      keySum: formatMicro(fee.keySumMicro),
      validFrom: fee.validFrom,
      validTo: fee.validTo,
    })),
  };
}

export function proposalJson({ proposal, warnings, stored, before, differences }: ProposedPriceList): string {
  return printed({
    ...versionData(proposal.version),
    stored,
    costed: money(proposal.costedOre),
    listed: money(proposal.listedOre),
    roundingDifference: money(proposal.roundingDifferenceOre),
    uncarried: money(proposal.uncarriedOre),
    basis: proposal.basis.map((row) => ({
      item: row.item,
      costed: money(row.costedOre),
      listed: money(row.listedOre),
      roundingDifference: money(row.roundingDifferenceOre),
    })),
    ...(before === undefined ? {} : { before: { version: before.version, state: before.state } }),
    equal: before !== undefined && differences.length === 0,
    differences,
    warnings,
  });
}
