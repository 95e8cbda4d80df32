import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parsePeriod } from "../../../kernel/index.ts";
import { actFromCommand, readFromCommand } from "../../../platform/access/actions/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { formatAmount, isLanguage } from "../../../platform/language/index.ts";
import { eliminationIn, reconcileMonth } from "../actions/index.ts";
import { type Elimination, eliminationJson, reconciliationJson, reconciliationText } from "../index.ts";

/** `reconcile`: what was invoiced against what the buyer booked. */
export const reconcileCommand: Command = {
  name: "reconcile",
  summary: "avstämning: what was invoiced in a month against what the buyer has booked",
  manual: `Avstämning: det fakturerade mot det som köparen har bokfört, en månad.
What was invoiced in a month against what the buyer has booked.

Usage
  ./underlag reconcile --period YYYY-MM --buyer X <file> [--language sv|en] [--json]
  ./underlag reconcile --period YYYY-MM --elimination [--json]

The file is the buyer's SIE 4 file (E or I), or a CSV with a row per cost line: invoice;voucher;period;counterparty;amount. Bring in the
months around as well, so that what is booked in another month is found. Each difference is named: missing, other amount, other month,
other counterparty, booked twice, or booked but not invoiced. The result is kept; the same file again changes nothing.

--elimination shows the month's internal items: our revenue from each buyer inside the city, its booked cost, and what is left.

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 internal error.`,
  options: {
    period: { type: "string" },
    buyer: { type: "string" },
    language: { type: "string" },
    elimination: { type: "boolean" },
  },
  async run({ positionals, options, json, effects }) {
    const [path, ...more] = positionals;
    const isElimination = options["elimination"] === true;
    if (isElimination ? positionals.length > 0 : path === undefined || more.length > 0)
      throw new UsageError(isElimination ? "--elimination takes no file." : "reconcile takes one file.");
    const period = parsePeriod(typeof options["period"] === "string" ? options["period"] : "");
    if (period === undefined) throw new UsageError("reconcile needs --period, e.g. --period 2024-03.");
    if (isElimination) {
      const found = await readFromCommand(effects, (tx, provider) => eliminationIn(tx, provider, period));
      effects.print(json ? JSON.stringify(eliminationJson(found), null, 2) : eliminationText(found));
      return 0;
    }
    const buyer = typeof options["buyer"] === "string" ? options["buyer"].trim() : "";
    if (buyer === "") throw new UsageError("reconcile needs --buyer, the customer's code.");
    const language = typeof options["language"] === "string" ? options["language"] : "sv";
    if (!isLanguage(language)) throw new UsageError("--language takes sv or en.");
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(path as string);
    } catch {
      throw new UsageError(`${path} cannot be read.`);
    }
    const question = { period, buyer, file: basename(path as string), bytes };
    const result = await actFromCommand(effects, { role: "controller", language }, (tx, provider, act) =>
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
