import { createHash } from "node:crypto";
import { type Day, type Problem, Refusal, refused, ok, type Result } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  canonicalContent,
  canonicalEnd,
  canonicalFeeText,
  canonicalStart,
  isVersionInForce,
  type PriceListVersion,
  twicePriced,
} from "../index.ts";
import * as problem from "../problems.ts";
import { feesInOrder, selectFeePayers, selectFeesOf, selectVersions } from "../sql/read.ts";

/** The hash that freezes a decided version. */
export function contentSha256(version: PriceListVersion): string {
  return createHash("sha256").update(canonicalContent(version)).digest("hex");
}

/** A decided version whose content is no longer what was decided. */
export function brokenFreeze(version: PriceListVersion): Problem | undefined {
  return isFrozen(version) && version.contentSha256 !== contentSha256(version)
    ? problem.hashDiffers(version.version)
    : undefined;
}

function isFrozen({ state }: PriceListVersion): boolean {
  return state === "decided" || state === "superseded";
}

/**
 * The price list versions, all or those of a year or name. A decided one is checked against its hash on every reading
 * by staff; a customer sees only its own fees and so cannot be shown the check.
 */
export async function priceListVersions(
  tx: Transaction,
  provider: string,
  which: { readonly year?: number; readonly version?: string } = {},
): Promise<PriceListVersion[]> {
  const versions = await selectVersions(tx, provider, which);
  if (tx.scope.role === "customer") return versions;
  const broken = versions.map(brokenFreeze).filter((found) => found !== undefined);
  if (broken.length > 0) throw new Refusal(broken);
  return versions;
}

/**
 * All versions without their fees, each decided one checked against its hash all the same, with a part of its fees in memory at a
 * time: for whoever goes through the customers some at a time and asks for theirs by `feesOf`.
 */
export async function priceListsWithoutFees(tx: Transaction, provider: string): Promise<PriceListVersion[]> {
  const versions = await selectVersions(tx, provider, { withoutFees: true });
  const broken: Problem[] = [];
  for (const version of versions.filter(isFrozen)) {
    const hash = createHash("sha256").update(canonicalStart);
    let isFirst = true;
    for await (const fees of feesInOrder(tx, provider, version.version)) {
      hash.update(`${isFirst ? "" : ","}${fees.map(canonicalFeeText).join(",")}`);
      isFirst = false;
    }
    if (hash.update(canonicalEnd(version)).digest("hex") !== version.contentSha256)
      broken.push(problem.hashDiffers(version.version));
  }
  if (broken.length > 0) throw new Refusal(broken);
  return versions;
}

export { selectFeePayers as feePayers, selectFeesOf as feesOf };

/**
 * The versions in force on a day, each pricing other services than the rest; usually one. Two that price the same
 * service that day is a refusal. What billing asks for.
 */
export async function priceListsInForce(
  tx: Transaction,
  provider: string,
  day: Day,
): Promise<Result<PriceListVersion[]>> {
  const inForce = (await priceListVersions(tx, provider)).filter((version) => isVersionInForce(version, day));
  const twice = twicePriced(inForce);
  return twice.length > 0 ? refused(twice) : ok(inForce);
}

/**
 * The version named; or, of the year, the latest decided one ("latest"), the one the year began with ("first"), or the
 * one that is being worked on ("draft"), each giving way to what there is.
 */
export async function versionOf(
  tx: Transaction,
  provider: string,
  which: { readonly year: number; readonly version?: string | undefined },
  otherwise: "latest" | "first" | "draft" = "latest",
): Promise<PriceListVersion> {
  const { year, version: name } = which;
  const ofYear = await priceListVersions(tx, provider, { year });
  const isDecided = ({ decision }: PriceListVersion): boolean => decision !== undefined;
  const draft = otherwise === "draft" ? ofYear.findLast((version) => !isDecided(version)) : undefined;
  const first = otherwise === "latest" ? undefined : ofYear.find(isDecided);
  const found =
    name === undefined
      ? (draft ?? first ?? ofYear.findLast(isDecided) ?? ofYear.at(-1))
      : ofYear.find((version) => version.version === name);
  if (found === undefined) throw new Refusal([problem.noVersion(name ?? String(year))]);
  return found;
}
