import {
  byCode,
  closest,
  type Day,
  ore,
  type Problem,
  Refusal,
  sumOre,
  zeroOre,
} from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf, decisionsOf } from "../../../service/customers/actions/index.ts";
import {
  feesOffTotal,
  incompleteItems,
  isSameLadder,
  lackOf,
  type PriceItem,
  type PriceListVersion,
  schemeProblems,
  type StatedPriceList,
  type StatedTier,
  twicePriced,
  wholeTenOreDown,
} from "../index.ts";
import * as problem from "../problems.ts";
import { selectVersions } from "../sql/read.ts";
import { replaceVersion } from "../sql/write.ts";
import { contentSha256 } from "./versions.ts";

export interface PriceListLoad {
  readonly version: string;
  /** False where the same price list was loaded before. */
  readonly changed: boolean;
  readonly items: number;
  readonly fees: number;
  readonly warnings: readonly Problem[];
}

/**
 * Loads a price list of a pack. The same one again changes nothing; another one over a draft replaces it; another one
 * over a decided version is refused, since that is frozen; but a draft over one is what that was decided from, and is
 * passed over. So is a draft without amounts over what was proposed from it here. Throws a `Refusal` with everything that is wrong.
 */
export async function loadPriceList(
  tx: Transaction,
  provider: string,
  stated: StatedPriceList,
  { now, actor }: { readonly now: string; readonly actor: string },
): Promise<PriceListLoad> {
  const problems: Problem[] = [...statedProblems(stated), ...(await unknownReferences(tx, provider, stated))];
  const version = await versionOfFiles(tx, provider, stated, problems);
  const before = (await selectVersions(tx, provider)).filter((other) => other.version !== version.version);
  const [existing] = await selectVersions(tx, provider, { version: version.version });
  if (version.state === "decided") {
    problems.push(...feesOffTotal(version));
    for (const found of twicePriced([...before, version])) {
      problems.push({ ...found, file: stated.files.version });
    }
  }
  if (problems.some((found) => found.severity === "stop")) throw new Refusal(problems);

  const counts = {
    version: version.version,
    items: version.items.length,
    fees: version.fees.length,
    warnings: problems,
  };
  if (existing !== undefined && isSame(existing, version)) return { ...counts, changed: false };
  if (existing !== undefined && version.state === "draft") {
    const place = { file: stated.files.version };
    if (existing.state === "decided" || existing.state === "superseded") {
      const older = problem.olderDraft(existing.version, existing.state, place);
      return { ...counts, warnings: [...problems, older], changed: false };
    }
    if (isProposedFrom(existing, version)) return { ...counts, changed: false };
  }
  if (existing !== undefined && existing.state !== "draft" && existing.state !== "simulated") {
    throw new Refusal([{ ...problem.frozen(existing.version, existing.state), file: stated.files.version }]);
  }
  await replaceVersion(tx, provider, version);
  await record(tx, {
    at: now,
    actor,
    action: "price-list.load",
    objectKind: "price-list",
    objectId: version.version,
    before: existing === undefined ? null : summary(existing),
    after: summary(version),
  });
  return { ...counts, changed: true };
}

/** What the audit keeps of a version: its state and the hash of its content. */
export function summary(version: PriceListVersion): Record<string, unknown> {
  return {
    state: version.state,
    fiscalYear: version.fiscalYear,
    items: version.items.length,
    fees: version.fees.length,
    contentSha256: contentSha256(version),
    ...(version.decision === undefined ? {} : { decision: version.decision }),
  };
}

/** Whether the amounts that a draft leaves open have been proposed here for the very same items. */
function isProposedFrom(existing: PriceListVersion, draft: PriceListVersion): boolean {
  const leavesOpen =
    incompleteItems(draft).length > 0 || draft.items.some((item) => item.tiers !== undefined);
  if (existing.proposedBy === undefined || !leavesOpen) return false;
  if (existing.validFrom !== draft.validFrom || existing.validTo !== draft.validTo) return false;
  const open = (version: PriceListVersion): string =>
    JSON.stringify(
      version.items
        .toSorted((a, b) => byCode(a.item, b.item))
        .map(
          ({ item, service, activity, nameSv, nameEn, charge, unit, key, priceMicro, scheme, proration }) => {
            const sold = charge === "direct-sale" || charge === "pass-through";
            return [
              item,
              service,
              activity,
              nameSv,
              nameEn,
              charge,
              unit,
              key,
              sold ? priceMicro : undefined,
              scheme,
              proration,
            ];
          },
        ),
    );
  // The level of tiers has been computed; the draft says only how they stand to each other.
  const drafted = new Map(draft.items.map((item) => [item.item, item.tiers]));
  const ladders = existing.items.every((item) =>
    isSameLadder(item.tiers, drafted.get(item.item), existing.rounding),
  );
  return ladders && open(existing) === open(draft);
}

/** A decided version that has since been superseded here is still the one of the file. */
function isSame(existing: PriceListVersion, version: PriceListVersion): boolean {
  const state = existing.state === "superseded" ? "decided" : existing.state;
  return (
    contentSha256(existing) === contentSha256(version) &&
    state === version.state &&
    JSON.stringify(existing.decision) === JSON.stringify(version.decision)
  );
}

async function versionOfFiles(
  tx: Transaction,
  provider: string,
  stated: StatedPriceList,
  problems: Problem[],
): Promise<PriceListVersion> {
  const { version, fiscalYear, validFrom, validTo, state } = stated;
  const draft: PriceListVersion = {
    version,
    fiscalYear,
    validFrom,
    validTo,
    state,
    rounding: stated.rounding ?? wholeTenOreDown,
    items: stated.items.map((item) => withTiers(withoutLine(withBorne(item, stated)), stated)),
    fees: stated.fees.map(withoutLine).map((fee) => ({
      ...fee,
      validFrom: fee.validFrom ?? validFrom,
      validTo: fee.validTo ?? validTo,
    })),
  };
  const borne = draft.items.filter((item, i) => item.borneOre !== stated.items[i]?.borneOre);
  if (borne.length > 0) {
    const amount = sumOre(borne.map((item) => item.borneOre ?? zeroOre));
    const codes = borne.map((item) => item.item);
    problems.push(problem.borneByProvider(version, codes, amount, { file: stated.files.fees }));
  }
  if (state !== "decided") return draft;
  const decisions = await decisionsOf(tx, provider);
  const found = decisions.find((decision) => decision.decision === stated.decision);
  if (found === undefined) {
    problems.push(problem.unknownDecision(stated.decision ?? "", { file: stated.files.version }));
    return draft;
  }
  const { decision, board, decidedOn, paragraph, registryNo } = found;
  return {
    ...draft,
    decision: { decision, board, decidedOn, paragraph, registryNo },
    contentSha256: contentSha256(draft),
  };
}

/**
 * Where customers of one fee rest on different key sums, an exception was decided for some without a new split for the
 * rest. What the fees then lack of the total is borne by the provider, and is kept as its own amount.
 */
function withBorne(
  item: StatedPriceList["items"][number],
  stated: StatedPriceList,
): StatedPriceList["items"][number] {
  if (item.charge !== "fee" || item.totalOre === undefined || item.borneOre !== undefined) return item;
  const fees = stated.fees.filter((fee) => fee.item === item.item);
  const sums = new Set(fees.map((fee) => fee.keySumMicro));
  const first = fees.filter((fee) => (fee.validFrom ?? stated.validFrom) <= stated.validFrom);
  const lacking = ore(item.totalOre - sumOre(first.map((fee) => fee.annualOre)));
  if (sums.size < 2 || lacking <= 0) return item;
  return { ...item, borneOre: lacking };
}

/** The item with its tiers, which stand in a file of their own. */
function withTiers(item: PriceItem, stated: StatedPriceList): PriceItem {
  const tiers = tiersOf(item.item, stated).map(({ fromMicro, priceMicro, packageMicro }) => ({
    fromMicro,
    priceMicro,
    ...(packageMicro === undefined ? {} : { packageMicro }),
  }));
  return tiers.length === 0 ? item : { ...item, tiers };
}

function tiersOf(item: string, { tiers = [] }: StatedPriceList): StatedTier[] {
  return tiers.filter((tier) => tier.item === item);
}

function placeOf(file: string, row: { readonly line?: number }): problem.Place {
  return { file, ...(row.line === undefined ? {} : { line: row.line }) };
}

/** What is wrong with the files in themselves. */
function statedProblems(stated: StatedPriceList): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const item of stated.items) {
    const place = placeOf(stated.files.items, item);
    if (seen.has(item.item)) problems.push(problem.itemTwice(item.item, place));
    seen.add(item.item);
    const tiers = tiersOf(item.item, stated);
    problems.push(
      ...schemeProblems(
        { ...item, tiers },
        { item: place, tierOf: (at) => placeOf(stated.files.tiers ?? "tiers.csv", tiers[at] ?? {}) },
      ),
    );
    // A draft may leave its amounts to be proposed here.
    const lacks = stated.state === "draft" ? undefined : lackOf(item);
    if (lacks !== undefined) problems.push(problem.itemIncomplete(item.item, lacks, place));
  }
  for (const tier of stated.tiers ?? []) {
    if (seen.has(tier.item)) continue;
    const place = placeOf(stated.files.tiers ?? "tiers.csv", tier);
    problems.push(problem.unknownItem(tier.item, closest(tier.item, [...seen]), place));
  }
  const rows = new Set<string>();
  for (const fee of stated.fees) {
    const place = placeOf(stated.files.fees, fee);
    if (!seen.has(fee.item))
      problems.push(problem.unknownItem(fee.item, closest(fee.item, [...seen]), place));
    const from: Day = fee.validFrom ?? stated.validFrom;
    const row = `${fee.item} ${fee.customer} ${from}`;
    if (rows.has(row)) problems.push(problem.feeTwice(fee.item, fee.customer, from, place));
    rows.add(row);
  }
  return problems;
}

async function unknownReferences(
  tx: Transaction,
  provider: string,
  stated: StatedPriceList,
): Promise<Problem[]> {
  const services = new Set((await catalogueOf(tx, provider)).services.map((service) => service.service));
  const customers = new Set((await customersOf(tx, provider)).map((customer) => customer.customer));
  const problems: Problem[] = [];
  for (const item of stated.items) {
    if (services.has(item.service)) continue;
    const place = placeOf(stated.files.items, item);
    problems.push(problem.unknownService(item.item, item.service, place));
  }
  for (const fee of stated.fees) {
    if (customers.has(fee.customer)) continue;
    const place = placeOf(stated.files.fees, fee);
    problems.push(problem.unknownCustomer(fee.customer, place));
  }
  return problems;
}

/** What is stored of a row does not include where it stood. */
function withoutLine<Row extends { readonly line?: number }>(row: Row): Omit<Row, "line"> {
  const stored: { -readonly [Key in keyof Row]: Row[Key] } = { ...row };
  delete stored.line;
  return stored;
}
