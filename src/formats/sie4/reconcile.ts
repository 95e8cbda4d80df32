import { formatKronor, ore, type Problem } from "../../kernel/index.ts";
import { sieProblem } from "./problems.ts";
import type { SieFile } from "./sie.ts";

/**
 * Whether opening balance + vouchers gives the closing balance or the result, for each account of the year of the file:
 * one warning for each account where it does not. Only an export of type 4 can answer; others give nothing.
 * Balances of zero may be left out of a file, so what is not stated counts as zero.
 */
export function reconcile(file: SieFile, { file: name }: { readonly file: string }): Problem[] {
  if (file.header.type !== 4 || file.header.direction !== "export" || file.vouchers.length === 0) return [];
  const opening = new Map<string, number>();
  const closing = new Map<string, number>();
  for (const { kind, year, account, amountOre, objects } of file.balances) {
    if (year !== 0 || objects.length > 0) continue;
    if (kind === "IB") opening.set(account, amountOre);
    if (kind === "UB" || kind === "RES") closing.set(account, amountOre);
  }
  const moved = new Map<string, number>();
  for (const { rows } of file.vouchers) {
    for (const { change, account, amountOre } of rows) {
      if (change !== "removed") moved.set(account, (moved.get(account) ?? 0) + amountOre);
    }
  }
  const problems: Problem[] = [];
  for (const account of [...new Set([...opening.keys(), ...moved.keys(), ...closing.keys()])].sort()) {
    const computed = (opening.get(account) ?? 0) + (moved.get(account) ?? 0);
    const stated = closing.get(account) ?? 0;
    if (computed === stated || !Number.isSafeInteger(computed)) continue;
    const [ours, theirs] = [formatKronor(ore(computed)), formatKronor(ore(stated))];
    problems.push(
      sieProblem(
        "sie4.balance-differs",
        { file: name, text: account },
        `konto ${account} blir ${ours.replace(".", ",")}, filen anger ${theirs.replace(".", ",")}`,
        `account ${account} comes to ${ours}, the file states ${theirs}`,
      ),
    );
  }
  return problems;
}
