import { type Ore, ore } from "../../../kernel/index.ts";
import { readFromCommand } from "../../../platform/access/actions/index.ts";
import type { CommandCall, ExitCode } from "../../../platform/command/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import { monthDiffOf, requireCustomer } from "../actions/index.ts";
import { monthChangeNames, monthDiffJson } from "../index.ts";
import { periodOption, sayerOf, textOption } from "./bill-options.ts";

/** How many changes are listed before the rest are only counted. */
const shown = 40;

/** `bill diff`: a month against the month before. */
export async function diffMonth(call: CommandCall): Promise<ExitCode> {
  const { effects, json } = call;
  const [language, say, customer] = [call.effects.language, sayerOf(call), textOption(call, "customer")];
  const diff = await readFromCommand(effects, async (tx, provider) => {
    if (customer !== undefined) await requireCustomer(tx, provider, customer);
    return monthDiffOf(tx, provider, periodOption(call));
  });
  const isAsked = (one: { readonly customer: string }): boolean =>
    customer === undefined || one.customer === customer;
  const asked = { ...diff, changes: diff.changes.filter(isAsked), customers: diff.customers.filter(isAsked) };
  if (json) {
    effects.print(JSON.stringify(monthDiffJson(asked), null, 2));
    return 0;
  }
  const kr = (amount: Ore): string => formatAmount(amount, language).padStart(18);
  const off = ore(diff.afterOre - diff.beforeOre);
  effects.print(
    say(
      `${diff.period} mot ${diff.previous}: ${kr(diff.afterOre).trim()} kr mot ${kr(diff.beforeOre).trim()} kr, skillnad ${kr(off).trim()} kr; ${diff.unchanged} oförändrade`,
      `${diff.period} against ${diff.previous}: ${kr(diff.afterOre).trim()} kr against ${kr(diff.beforeOre).trim()} kr, difference ${kr(off).trim()} kr; ${diff.unchanged} unchanged`,
    ),
  );
  for (const one of asked.changes.slice(0, shown)) {
    const [before, after] = [one.before?.netOre, one.after?.netOre].map((amount) =>
      amount === undefined ? "–".padStart(18) : kr(amount),
    );
    const kind = monthChangeNames[one.kind][language];
    effects.print(
      `${one.customer.padEnd(14)} ${one.item.padEnd(16)} ${kind.padEnd(22)}${before ?? ""}${after ?? ""}${kr(one.differenceOre)}`,
    );
  }
  const more = asked.changes.length - shown;
  if (more > 0) effects.say(say(`… ${more} till, alla med --json`, `… ${more} more, all with --json`));
  return 0;
}
