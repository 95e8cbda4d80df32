import { type Ore, type Problem, type Result, byCode, ok, ore, refused } from "../../kernel/index.ts";
import { problem } from "./problems.ts";
import { matchesPattern } from "./selection.ts";

/**
 * What a rule of a lens may look at. The first four are the books' own coding, the others what the costing gives a krona: a lens
 * keeps to one side, because a krona has an account before it is costed and a service after.
 */
export const bookFields = ["account", "cost_centre", "project", "counterparty"] as const;
export const costedFields = ["service", "area", "class", "department", "activity"] as const;
/** Known on both sides: a cost element is kept all the way. */
export const sharedFields = ["element"] as const;
export const lensFields = [...bookFields, ...costedFields, ...sharedFields] as const;
export type LensField = (typeof lensFields)[number];
export type LensSide = "books" | "services";

/** Cells that match go to the category; rules are tried in order of position, the first that matches holds. */
export interface LensRule {
  readonly lens: string;
  readonly position: number;
  readonly field: LensField;
  /** A code, or a pattern with `*`. */
  readonly code: string;
  readonly category: string;
}

export interface LensCategory {
  readonly lens: string;
  readonly category: string;
  readonly nameSv: string;
  readonly nameEn: string;
  /** Last where it is not said. */
  readonly position: number | undefined;
}

/** An amount with what it is known by on its side. */
export interface LensAmount {
  readonly fields: Readonly<Partial<Record<LensField, string>>>;
  readonly amountOre: Ore;
}

/** A category's sum. '' is what no rule places: shown, never spread. */
export interface LensLine {
  readonly category: string;
  readonly amountOre: Ore;
}

/** The side of the costing that a lens looks at. Refuses a lens without rules, and one that looks at both. */
export function sideOf(lens: string, rules: readonly LensRule[]): Result<LensSide> {
  const used = new Set<string>(rules.map((rule) => rule.field));
  const books = bookFields.filter((field) => used.has(field));
  const costed = costedFields.filter((field) => used.has(field));
  if (rules.length === 0) return refused([withoutRules(lens)]);
  if (books.length > 0 && costed.length > 0) return refused([twoSided(lens, books, costed)]);
  return ok(books.length > 0 ? "books" : "services");
}

/** The category of a coding by the first rule that selects it; '' where none does. The same coding is looked up once. */
export function categoryBy(rules: readonly LensRule[]): (fields: LensAmount["fields"]) => string {
  const inOrder = [...rules].sort((a, b) => a.position - b.position);
  const known = new Map<string, string>();
  return (fields) => {
    const coding = lensFields.map((field) => fields[field] ?? "").join("\u0000");
    const before = known.get(coding);
    if (before !== undefined) return before;
    const category =
      inOrder.find((rule) => matchesPattern(fields[rule.field] ?? "", rule.code))?.category ?? "";
    known.set(coding, category);
    return category;
  };
}

/** Adds amounts up by category, in the categories' order; what is unplaced last. The sum is that of the amounts. */
export function throughRules(
  amounts: Iterable<LensAmount>,
  rules: readonly LensRule[],
  categories: readonly LensCategory[],
): LensLine[] {
  const categoryOf = categoryBy(rules);
  const sums = new Map<string, number>();
  for (const { fields, amountOre } of amounts) {
    const category = categoryOf(fields);
    sums.set(category, (sums.get(category) ?? 0) + amountOre);
  }
  const place = new Map(categories.map((one) => [one.category, one.position ?? categories.length]));
  const rank = (category: string): number => place.get(category) ?? Number.MAX_SAFE_INTEGER;
  return [...sums]
    .map(([category, amount]) => ({ category, amountOre: ore(amount) }))
    .sort((a, b) => rank(a.category) - rank(b.category) || byCode(a.category, b.category));
}

function withoutRules(lens: string): Problem {
  return problem(
    "costing.lens-without-rules",
    `Perspektivet ”${lens}” har inga regler.`,
    `The lens "${lens}" has no rules.`,
  );
}

function twoSided(lens: string, books: readonly string[], costed: readonly string[]): Problem {
  return problem(
    "costing.lens-two-sided",
    `Perspektivet ”${lens}” blandar ${books.join(", ")} (böckerna) med ${costed.join(", ")} (kalkylen).`,
    `The lens "${lens}" mixes ${books.join(", ")} (the books) with ${costed.join(", ")} (the costing).`,
  );
}
