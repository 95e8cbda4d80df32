import { Refusal } from "../kernel/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import type { Explanation } from "../economy/ledger/index.ts";
import { customerPrefixes, explainers, type ExplainWish } from "./explainers.ts";

/** The basis of any figure by its id: the room whose prefix it is answers. What is not a customer's does not exist for it. */
export async function explain(
  tx: Transaction,
  provider: string,
  id: string,
  wish: ExplainWish = {},
): Promise<Explanation> {
  const isCustomer = tx.scope.role === "customer";
  const explainer = explainers
    .filter(({ prefix }) => !isCustomer || customerPrefixes.includes(prefix))
    .find(({ prefix }) => id.startsWith(prefix));
  const explanation = await explainer?.explain(tx, provider, id, wish);
  if (explanation === undefined)
    throw new Refusal([
      {
        code: "app.unknown-explanation",
        severity: "stop",
        message_sv: `Det finns inget underlag med beteckningen ”${id}”.`,
        message_en: `There is no basis by the id "${id}".`,
        try: `Ids begin with ${explainers.map((candidate) => candidate.prefix).join(" ")}, e.g. statement:income:2024:staff:actual or voucher:2024/A/17:2.`,
      },
    ]);
  return explanation;
}

/** The JSON of an explanation; a leaf names its voucher, line and file. */
export function explanationJson(node: Explanation, depth: number): unknown {
  return {
    id: node.id,
    label_sv: node.label_sv,
    label_en: node.label_en,
    amount: { ore: String(node.amountOre) },
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
    children: depth > 0 ? node.children.map((child) => explanationJson(child, depth - 1)) : [],
    ...(depth > 0 || node.children.length === 0 ? {} : { cut: node.children.length }),
  };
}
