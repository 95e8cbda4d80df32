import { assert, negateOre, type Ore, sumOre } from "../../kernel/index.ts";

/**
 * Why a figure is what it is (underlag): a tree whose children sum exactly to their parent, to the öre, and whose
 * leaves are voucher lines, lines of a plan or rows of a register. Every room that makes a figure explains it in this one
 * shape, one level at a time.
 */
export interface Explanation {
  /** What `explain` takes to start from here: `cost:2024:actual:HR-01`, `voucher:2024/A/17:3`. */
  readonly id: string;
  readonly label_sv: string;
  readonly label_en: string;
  /** In öre; where `unit` says count, how many. Zero for a percentage, which is not an amount of anything. */
  readonly amountOre: Ore;
  readonly unit?: "count" | "percent";
  /** A percentage's two parts: its children are they, and do not sum. */
  readonly ratio?: { readonly numerator: number; readonly denominator: number; readonly decimals: number };
  /** How the amount came about, as a sentence: "3,1 % av ...". */
  readonly formula_sv: string;
  readonly formula_en: string;
  readonly children: readonly Explanation[];
  /** Has parts that were not opened: its id gives them. */
  readonly closed?: true;
  /** On a leaf: the voucher as "2024/A/17", the line in it, and the file it was read from. */
  readonly voucher?: string;
  readonly line?: number;
  readonly file?: string;
  /** The line of that file, where it is known. */
  readonly fileLine?: number;
  /** On a leaf that is a row of a register, which people may change here: the row's own key. */
  readonly row?: string;
  /** Other figures that it stands in or leads to. They are no parts of it and sum to nothing. */
  readonly see?: readonly SeeAlso[];
}

export interface SeeAlso {
  readonly id: string;
  readonly label_sv: string;
  readonly label_en: string;
}

/** Asserts that every parent is exactly the sum of its children, all the way down, and returns the tree. */
export function assertFooting(explanation: Explanation): Explanation {
  for (const child of explanation.children) assertFooting(child);
  if (explanation.children.length > 0 && explanation.unit !== "percent") {
    let sum = 0;
    for (const child of explanation.children) sum += child.amountOre;
    assert(
      sum === explanation.amountOre,
      `the parts of ${explanation.id} sum to ${explanation.amountOre} öre, not ${sum}`,
    );
  }
  return explanation;
}

/** The leaves of a tree from left to right. */
export function leavesOf(explanation: Explanation): Explanation[] {
  return explanation.children.length === 0 ? [explanation] : explanation.children.flatMap(leavesOf);
}

const less = "less:";

/** The id of a figure with the opposite sign, as a part that is taken away. */
export function lessId(id: string): string {
  return id.startsWith(less) ? id.slice(less.length) : less + id;
}

/** The figure that a `less:` id takes away; `undefined` for any other id. */
export function lessOf(id: string): string | undefined {
  return id.startsWith(less) ? id.slice(less.length) : undefined;
}

/** A figure with the opposite sign, all the way down. What ends in the books keeps its name. */
export function negated(tree: Explanation): Explanation {
  const isEnd = tree.children.length === 0 && tree.closed !== true;
  return {
    ...tree,
    id: isEnd ? tree.id : lessId(tree.id),
    amountOre: negateOre(tree.amountOre),
    children: tree.children.map(negated),
  };
}

/** A level is no longer than somebody reads. What comes after stands as one part, "420 more", that opens the next so many. */
const pageSize = 100;

/** The figure that an id is a later page of, and how many of its parts come before. A share's pages are those of its whole. */
export function pagedId(id: string): { readonly whole: string; readonly from: number } {
  const [, whole, from] = id.includes("/of/") ? [] : (/^(.+)\/more:([1-9]\d{0,8})$/.exec(id) ?? []);
  return whole === undefined ? { whole: id, from: 0 } : { whole, from: Number(from) };
}

/** The parts of a figure from some place on, and the rest of them as a part of its own. */
export function pageOf(node: Explanation, from: number): Explanation | undefined {
  const { children } = node;
  const to = from + pageSize;
  if (from === 0 && children.length <= pageSize + 1) return node;
  if (from >= children.length) return undefined;
  const rest = children.slice(from);
  const own = from === 0 ? node : restOf(node, from, rest);
  if (rest.length <= pageSize + 1) return { ...own, children: rest };
  const last: Explanation = { ...restOf(node, to, children.slice(to)), closed: true };
  return { ...own, children: [...children.slice(from, to), last] };
}

function restOf(node: Explanation, from: number, rest: readonly Explanation[]): Explanation {
  const unit = rest[0]?.unit;
  return {
    id: `${node.id}/more:${from}`,
    label_sv: `${rest.length} till`,
    label_en: `${rest.length} more`,
    amountOre: sumOre(rest.map((part) => part.amountOre)),
    ...(unit === undefined ? {} : { unit }),
    formula_sv: `Delarna från nummer ${from + 1}. ${node.formula_sv}`,
    formula_en: `The parts from number ${from + 1} on. ${node.formula_en}`,
    children: [],
  };
}

/** Whether an id lies at or below another: ids grow with `/` and `:`. */
export function isBelow(id: string, above: string): boolean {
  return id === above || (id.startsWith(above) && /[/:,]/.test(id.charAt(above.length)));
}
