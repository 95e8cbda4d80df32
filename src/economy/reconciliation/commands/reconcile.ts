import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parsePeriod } from "../../../kernel/index.ts";
import { actFromCommand, readFromCommand } from "../../../platform/access/actions/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import { eliminationIn, reconcileMonth } from "../actions/index.ts";
import { type Elimination, eliminationJson, reconciliationJson, reconciliationText } from "../index.ts";
import { reconcileManual } from "./reconcile-manual.ts";

/** `reconcile`: what was invoiced against what the buyer booked. */
export const reconcileCommand: Command = {
  name: "reconcile",
  manual: reconcileManual,
  options: {
    period: { type: "string" },
    buyer: { type: "string" },
    elimination: { type: "boolean" },
  },
  async run({ positionals, options, json, effects }) {
    const [path, ...more] = positionals;
    const isElimination = options["elimination"] === true;
    if (isElimination ? positionals.length > 0 : path === undefined || more.length > 0)
      throw new UsageError(
        isElimination
          ? "--elimination tar ingen fil."
          : "Ange köparens fil: ./underlag reconcile --period 2024-03 --buyer KUND <fil>",
        isElimination ? "--elimination takes no file." : "reconcile takes one file.",
      );
    const period = parsePeriod(typeof options["period"] === "string" ? options["period"] : "");
    if (period === undefined)
      throw new UsageError(
        "Ange månad, till exempel --period 2024-03.",
        "reconcile needs --period, e.g. --period 2024-03.",
      );
    if (isElimination) {
      const found = await readFromCommand(effects, (tx, provider) => eliminationIn(tx, provider, period));
      effects.print(json ? JSON.stringify(eliminationJson(found), null, 2) : eliminationText(found));
      return 0;
    }
    const buyer = typeof options["buyer"] === "string" ? options["buyer"].trim() : "";
    if (buyer === "")
      throw new UsageError(
        "Ange köparen: --buyer och kundens kod.",
        "reconcile needs --buyer, the customer's code.",
      );
    const { language } = effects;
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(path as string);
    } catch {
      throw new UsageError(
        `Filen ${path} går inte att läsa. Finns den, och får du läsa den?`,
        `${path} cannot be read.`,
      );
    }
    const question = { period, buyer, file: basename(path as string), bytes };
    const result = await actFromCommand(effects, { role: "controller" }, (tx, provider, act) =>
      reconcileMonth(tx, provider, question, act),
    );
    effects.print(
      json ? JSON.stringify(reconciliationJson(result), null, 2) : reconciliationText(result, language),
    );
    return 0;
  },
};

function eliminationText({ rows, leftOre, isZero, period }: Elimination): string {
  const kr = (amount: Elimination["leftOre"] | undefined): string =>
    (amount === undefined ? "inte avstämd" : formatAmount(amount, "sv")).padStart(20);
  return [
    ...rows.map((row) => `${row.customer.padEnd(14)}${kr(row.invoicedOre)}${kr(row.bookedOre)}`),
    isZero ? `${period} tar ut sig till noll.` : `Kvar i ${period}: ${formatAmount(leftOre, "sv")} kr.`,
  ].join("\n");
}
