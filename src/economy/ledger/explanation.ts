import { assert, negateOre, type Ore } from "../../kernel/index.ts";

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

/** Whether an id lies at or below another: ids grow with `/` and `:`. */
export function isBelow(id: string, above: string): boolean {
  return id === above || (id.startsWith(above) && /[/:,]/.test(id.charAt(above.length)));
}
