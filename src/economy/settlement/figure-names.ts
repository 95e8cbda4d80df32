import type { Period } from "../../kernel/index.ts";
import type { SettlementPolicy } from "./policy.ts";
import type { RadarMethod } from "./radar.ts";

/**
 * What a settlement that nobody has kept is called where its figures are explained: the year, and what is otherwise than in the
 * year's own policy (`2024~level=all`), or the month it is seen from (`2024~seen=2024-08`). It is computed when it is asked for.
 */
const apart = "~";

/** The words of a policy that an address can say. */
const words: readonly (readonly [word: string, of: (policy: SettlementPolicy) => string | undefined])[] = [
  ["level", (policy) => policy.level],
  ["distribution", (policy) => policy.distribution],
  ["scope", (policy) => policy.scope],
  ["basis", (policy) => policy.basis],
  ["threshold_ore", (policy) => String(policy.thresholdOre)],
  ["decided_total_ore", (policy) => policy.decidedTotalOre?.toString()],
];

/** A year settled by another policy; `undefined` where the two differ in what an address cannot say. */
export function settledBy(own: SettlementPolicy, policy: SettlementPolicy): string | undefined {
  const said = words.flatMap(([word, of]) => {
    const value = of(policy);
    return value === of(own) || value === undefined ? [] : [`${word}=${value}`];
  });
  const isOther = (name: "classes" | "financing"): boolean =>
    JSON.stringify(own[name]) !== JSON.stringify(policy[name]);
  const isGone = own.decidedTotalOre !== undefined && policy.decidedTotalOre === undefined;
  if (isOther("classes") || isOther("financing") || isGone) return undefined;
  return `${own.year}${apart}${said.length === 0 ? ownRules : said.join(",")}`;
}

const ownRules = "own";

/**
 * A year as a month of it sees it: the whole year, what the policy's basis counts of it (`settled`), or the services' recovery
 * with nothing shared out, which also a month has in which nobody has paid yet.
 */
export function seenFrom(
  through: Period,
  {
    year,
    method,
    part,
  }: { readonly year: number; readonly method?: RadarMethod; readonly part?: "settled" | "recovery" },
): string {
  const more = [method === undefined ? "" : `,method=${method}`, part === undefined ? "" : `,part=${part}`];
  return `${year}${apart}seen=${through}${more.join("")}`;
}

/** The year and the words of such a name; `undefined` for the name of a settlement that is kept. */
export function wordsOfName(
  name: string,
): { readonly year: number; readonly said: Readonly<Record<string, string>> } | undefined {
  const [, year, text = ""] = /^(\d{4})~(.+)$/.exec(name) ?? [];
  if (year === undefined) return undefined;
  const pairs = text === ownRules ? [] : text.split(",").map((one) => one.split("=") as [string, string]);
  return pairs.every((pair) => pair.length === 2)
    ? { year: Number(year), said: Object.fromEntries(pairs) }
    : undefined;
}
