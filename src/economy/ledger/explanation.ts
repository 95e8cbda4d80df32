import { assert, type Ore } from "../../kernel/index.ts";

/**
 * Why a figure is what it is (underlag): a tree whose children sum exactly to their parent, to the öre, and whose
 * leaves are voucher lines. Every room that makes a figure explains it in this one shape.
 */
export interface Explanation {
  /** What `explain` takes to start from here: `cost:2024:actual:HR-01`, `voucher:2024/A/17:3`. */
  readonly id: string;
  readonly label_sv: string;
  readonly label_en: string;
  readonly amountOre: Ore;
  /** How the amount came about, as a sentence: "3,1 % av ...". Empty where the children say it all. */
  readonly formula_sv: string;
  readonly formula_en: string;
  readonly children: readonly Explanation[];
  /** On a leaf: the voucher as "2024/A/17", the line in it, and the file it was read from. */
  readonly voucher?: string;
  readonly line?: number;
  readonly file?: string;
  /** The line of that file, where it is known. */
  readonly fileLine?: number;
}

/** Asserts that every parent is exactly the sum of its children, all the way down, and returns the tree. */
export function assertFooting(explanation: Explanation): Explanation {
  if (explanation.children.length > 0) {
    let sum = 0;
    for (const child of explanation.children) {
      assertFooting(child);
      sum += child.amountOre;
    }
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
