import { ore, sumOre } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatAmount, formatPercent } from "../../../platform/language/index.ts";
import { explainers as costExplainers } from "../../costing/actions/index.ts";
import { canShare, openShare, sharedId, shareOf } from "../../costing/index.ts";
import { invoicesOf, linesOfVoucher } from "../../invoicing/actions/index.ts";
import { type Explainer, type Opening, openingOf, openTree } from "../../ledger/actions/index.ts";
import { assertFooting, type Explanation } from "../../ledger/index.ts";
import { basisText } from "../index.ts";
import type { CustomerRow, OneSettlement } from "../sql/one-settlement.ts";
import { customersOfSettlement, storedBy } from "./computed-settlement.ts";
import { basisSaid, namesOf, type SettlementNames } from "./explain-parts.ts";
import { openSettled } from "./explain-settled.ts";

export const explainers: readonly Explainer[] = [
  { prefix: "settlement:", open: openSettlement },
  { prefix: "settled:", open: openSettled },
];

/** The tree of a settlement, all of it or so many levels: for those who ask this room alone. */
export async function explainSettlement(
  tx: Transaction,
  provider: string,
  id: string,
  { depth }: { readonly depth?: number } = {},
): Promise<Explanation | undefined> {
  const tree = await openTree(await openingOf(tx, provider, [...explainers, ...costExplainers]), id, depth);
  return tree && assertFooting(tree);
}

/**
 * `settlement:<id>` by customer, `settlement:<id>:<customer>` by service, and `settlement:<id>:<customer>:<service>` by
 * what the service's surplus is made of: what was invoiced less what it cost, each with the customer's share, down to the
 * lines, issued or not. A year in the place of the id is its issued settlement; `2024~level=all` one by other rules, `2024~seen=2024-08`
 * one as a month sees it, neither of which is kept.
 */
async function openSettlement(opening: Opening, id: string): Promise<Explanation | undefined> {
  const shared = sharedId(id);
  const [, name = "", customer, service, ...rest] = (shared?.head ?? id).split(":");
  if (rest.length > 0) return undefined;
  const { tx } = opening;
  const stored = await storedBy(opening, name);
  if (stored === undefined) return undefined;
  const names = await namesOf(opening);
  const rows = (await customersOfSettlement(opening, stored, customer)).filter(
    (row) => service === undefined || row.service === service,
  );
  if (rows.length === 0 && customer !== undefined) return undefined;
  const own = `settlement:${stored.settlement}`;
  if (service !== undefined) {
    const [row] = rows;
    if (row === undefined) return undefined;
    const whole =
      tx.scope.role === "customer"
        ? undefined
        : await opening.open(`settled:${stored.settlement}:${service}:${row.customer}`);
    if (shared !== undefined) {
      if (whole === undefined || !canShare(row.amountOre, whole)) return undefined;
      const head = `${own}:${row.customer}:${row.service}`;
      return openShare(opening.open, { head, amountOre: row.amountOre, whole, target: shared.target });
    }
    const node = { ...(await reasonNode(stored, row, names)), ...(await bookedOf(opening, stored, row)) };
    if (whole === undefined || !canShare(row.amountOre, whole)) return node;
    return { ...node, children: shareOf(node.id, row.amountOre, whole).children };
  }
  if (shared !== undefined) return undefined;
  const isCustomer = tx.scope.role === "customer";
  if (customer !== undefined) {
    const children: Explanation[] = [];
    for (const row of rows) {
      const node = await reasonNode(stored, row, names);
      children.push(isCustomer ? node : { ...node, closed: true });
    }
    return customerNode(stored, customer, children, names);
  }
  const customers = [...new Set(rows.map((row) => row.customer))];
  const children = customers.map((one): Explanation => {
    const mine = rows.filter((row) => row.customer === one);
    const { children: _, ...node } = customerNode(stored, one, [], names);
    return { ...node, amountOre: sumOre(mine.map((row) => row.amountOre)), children: [], closed: true };
  });
  const basis = basisText(stored.basis);
  return {
    id: own,
    label_sv: `Återreglering ${stored.year}`,
    label_en: `Settlement ${stored.year}`,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: `Fakturerat minus kostnad minus beslutad finansiering per tjänst, ${basisSaid(stored, "sv")} (${basis}).`,
    formula_en: `Invoiced less cost less decided financing per service, ${basisSaid(stored, "en")} (${basis}).`,
    children,
  };
}

function customerNode(
  { settlement }: OneSettlement,
  customer: string,
  children: readonly Explanation[],
  names: SettlementNames,
): Explanation {
  return {
    id: `settlement:${settlement}:${customer}`,
    label_sv: names.customer(customer),
    label_en: names.customer(customer),
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: "Summan av kundens tjänster.",
    formula_en: "The sum of the customer's services.",
    children,
  };
}

/** A customer's part of one service's surplus or deficit. */
async function reasonNode(
  { settlement, policy }: OneSettlement,
  row: CustomerRow,
  names: SettlementNames,
): Promise<Explanation> {
  const label = names.service(row.service);
  const ratio = { numerator: row.weightOre, denominator: row.weightSumOre };
  const isPaid = policy.distribution === "by-paid";
  const shown = (language: "sv" | "en") => ({
    own: formatAmount(row.weightOre, language),
    all: formatAmount(row.weightSumOre, language),
    share: formatPercent(ratio, language, 2),
    amount: formatAmount(ore(Math.abs(row.amountOre)), language),
  });
  const [sv, en] = [shown("sv"), shown("en")];
  const isSurplus = row.amountOre >= 0;
  return {
    id: `settlement:${settlement}:${row.customer}:${row.service}`,
    label_sv: label.sv,
    label_en: label.en,
    amountOre: row.amountOre,
    formula_sv: `${sv.own} kr av ${sv.all} kr ${isPaid ? "betalat" : "kostnad"} = ${sv.share} av ${isSurplus ? "överskottet" : "underskottet"}: ${sv.amount} kr ${isSurplus ? "åter" : "att betala"}.`,
    formula_en: `SEK ${en.own} of SEK ${en.all} ${isPaid ? "paid" : "in cost"} = ${en.share} of the ${isSurplus ? "surplus" : "deficit"}: SEK ${en.amount} ${isSurplus ? "back" : "to pay"}.`,
    children: [],
  };
}

/** The voucher line that books an issued part; none before it is issued. A customer sees its part, not the provider's books. */
async function bookedOf(
  { tx, provider }: Opening,
  { year, state }: OneSettlement,
  { customer, service }: CustomerRow,
): Promise<Pick<Explanation, "voucher" | "line" | "file" | "fileLine">> {
  if (state !== "issued" || tx.scope.role === "customer") return {};
  for (const document of await invoicesOf(tx, provider, { run: `settlement-${year}`, customer })) {
    // Accrued at the closing, it is credited in the year after.
    const booked = Number(document.bookingPeriod.slice(0, 4));
    const name = { year: booked, series: document.voucherSeries, number: document.voucherNumber };
    const line = (await linesOfVoucher(tx, provider, name)).find((one) => one.service === service);
    if (line === undefined) continue;
    return {
      voucher: `${booked}/${name.series}/${name.number}`,
      line: line.line,
      ...(line.file === null ? {} : { file: line.file }),
      ...(line.fileLine === null ? {} : { fileLine: line.fileLine }),
    };
  }
  return {};
}
