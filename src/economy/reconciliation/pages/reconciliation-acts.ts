import { Refusal } from "../../../kernel/index.ts";
import { type Act, fieldUnreadable, periodField, periodSaid } from "../../../platform/web/index.ts";
import { reconcileMonth } from "../actions/index.ts";
import { reconciliationJson } from "../index.ts";
import { reconciling } from "../mandates.ts";

const buyer = { name: "buyer", sv: "Köpare", en: "Buyer", required: true } as const;
const file = {
  name: "file",
  sv: "Köparens fil (SIE 4 eller CSV)",
  en: "The buyer's file (SIE 4 or CSV)",
  kind: "file",
  required: true,
} as const;

/** Compares a month with the file that the buyer has sent; the same file again changes nothing. */
export const reconcileAct: Act = {
  path: "/reconciliation",
  mandate: reconciling,
  sv: "Stäm av",
  en: "Reconcile",
  fields: [{ ...periodField, required: true }, buyer, file],
  async run(tx, { provider, actor, now, field, file: sent }) {
    const period = periodSaid({ field }, periodField);
    const came = sent(file.name);
    if (came === undefined) throw new Refusal([fieldUnreadable(file, "")]);
    const question = { period, buyer: field("buyer"), file: came.name, bytes: came.bytes };
    const result = await reconcileMonth(tx, provider, question, { actor, now });
    return { to: `/reconciliation#${period}`, told: reconciliationJson(result) };
  },
};

/** The same act with the buyers to choose among. */
export function reconcileWith(customers: ReadonlyMap<string, string>): Act {
  const choices = [...customers].map(([value, name]) => ({ value, sv: name, en: name }));
  return {
    ...reconcileAct,
    fields: reconcileAct.fields.map((field) => (field.name === buyer.name ? { ...field, choices } : field)),
  };
}

export const reconciliationActs: readonly Act[] = [reconcileAct];
