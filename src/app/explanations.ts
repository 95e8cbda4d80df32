import { Refusal } from "../kernel/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import { openingOf, openTree } from "../economy/ledger/actions/index.ts";
import type { Explanation } from "../economy/ledger/index.ts";
import { percentText } from "../economy/statements/index.ts";
import { customerPrefixes, explainers } from "./explainers.ts";

export interface ExplainWish {
  /** How many levels are opened; all of them when left out. */
  readonly depth?: number;
}

/** The basis of any figure by its id: the room whose prefix it is answers. What is not a customer's does not exist for it. */
export async function explain(
  tx: Transaction,
  provider: string,
  id: string,
  wish: ExplainWish = {},
): Promise<Explanation> {
  const isCustomer = tx.scope.role === "customer";
  const allowed = explainers.filter(({ prefix }) => !isCustomer || customerPrefixes.includes(prefix));
  const opening = await openingOf(tx, provider, allowed);
  const explanation = await openTree(opening, id, wish.depth);
  const prefixes = explainers.map((candidate) => candidate.prefix).join(" ");
  if (explanation === undefined)
    throw new Refusal([
      {
        code: "app.unknown-explanation",
        severity: "stop",
        message_sv: `Det finns inget underlag med beteckningen ”${id}”.`,
        message_en: `There is no basis by the id "${id}".`,
        try: `Ids begin with ${prefixes}, e.g. statement:income:2024:staff:actual or voucher:2024/A/17:2.`,
        try_sv: `Beteckningar börjar med ${prefixes}, t.ex. statement:income:2024:staff:actual eller voucher:2024/A/17:2.`,
      },
    ]);
  return explanation;
}

/** An explanation as machines get it, one level within another. */
interface ExplanationJson extends Pick<
  Explanation,
  "id" | "label_sv" | "label_en" | "voucher" | "line" | "file" | "fileLine" | "row" | "see"
> {
  readonly amount: { readonly ore: string } | { readonly value: string; readonly unit: string };
  readonly numerator?: string;
  readonly denominator?: string;
  readonly formula: string | undefined;
  readonly formula_en: string | undefined;
  readonly children: readonly ExplanationJson[];
  /** There is more below: ask for this one, or deeper. */
  readonly cut?: true;
}

/** The JSON of an explanation; a leaf names its voucher, line and file, or its file and row. */
export function explanationJson(node: Explanation, depth: number): ExplanationJson {
  const isCut = node.closed === true || (depth <= 0 && node.children.length > 0);
  return {
    id: node.id,
    label_sv: node.label_sv,
    label_en: node.label_en,
    ...figureJson(node),
    formula: node.formula_sv,
    formula_en: node.formula_en,
    ...(node.voucher === undefined ? {} : { voucher: node.voucher }),
    ...(node.line === undefined ? {} : { line: node.line }),
    // A voucher that was made here was read from no file.
    ...(node.file === undefined
      ? node.voucher !== undefined && node.children.length === 0
        ? { file: "underlag" }
        : {}
      : { file: node.file }),
    ...(node.fileLine === undefined ? {} : { fileLine: node.fileLine }),
    ...(node.row === undefined ? {} : { row: node.row }),
    ...(node.see === undefined ? {} : { see: node.see }),
    children: depth > 0 ? node.children.map((child) => explanationJson(child, depth - 1)) : [],
    ...(isCut ? ({ cut: true } as const) : {}),
  };
}

/** An amount in öre; a count or percentage as statements have them. */
function figureJson(node: Explanation) {
  if (node.unit === "count") return { amount: { value: String(node.amountOre), unit: "count" } };
  if (node.unit === "percent" && node.ratio !== undefined) {
    const { numerator, denominator } = node.ratio;
    return {
      amount: { value: percentText(node.ratio), unit: "percent" },
      numerator: String(numerator),
      denominator: String(denominator),
    };
  }
  return { amount: { ore: String(node.amountOre) } };
}
