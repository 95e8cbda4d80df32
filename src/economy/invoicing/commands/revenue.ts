import { parseYear } from "../../../kernel/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { type AmountUnit, formatAmount } from "../../../platform/language/index.ts";
import { type RevenueBase, revenueDriversOf } from "../actions/index.ts";
import { driverNames, driversText, revenueJson, type RevenueDrivers } from "../index.ts";

const bases: readonly RevenueBase[] = ["previous-year", "budget"];
const units: readonly AmountUnit[] = ["mnkr", "tkr", "kr"];

/** `revenue --year Y`: what moved the revenue, driver by driver, adding up to the difference. */
export const revenueCommand: Command = {
  name: "revenue",
  summary: "what moved the revenue: price, volume, new and lost customers, new services",
  manual: `Usage
  ./underlag revenue --year Y [--against previous-year|budget] [--services] [--unit mnkr|tkr|kr] [--json]

Divides the difference in revenue between the year's books and the year before (by customer and service), or the budget (by service),
by what drove it. The parts add up to the difference, to the öre, and the whole to the income statement on the whole basis.
Price and volume are told apart where the same item has a price in both price lists: the year's revenue at the old price less
the old revenue is volume, the rest is price; a fee's total is its price and the customer's share its volume. Where the lists have no
item in common, a service that is shared by a measured driver (head count, accounts ...) is compared by its revenue a unit of that
driver, against the year before. Where neither is known the two stand together. New customers that came by a completed step of a
consolidation plan are told apart from other new ones.

Options
  --against B   previous-year (default) or budget
  --services    the same by service
  --unit U      mnkr (default), tkr or kr

Examples
  ./underlag revenue --year 2024
  ./underlag revenue --year 2024 --against budget --services --unit tkr`,
  options: {
    year: { type: "string" },
    against: { type: "string" },
    services: { type: "boolean" },
    unit: { type: "string" },
  },
  async run({ options, json, effects }) {
    const year = typeof options["year"] === "string" ? parseYear(options["year"]) : undefined;
    if (year === undefined) throw new UsageError("revenue needs --year, e.g. --year 2024.");
    const against = bases.find((base) => base === (options["against"] ?? "previous-year"));
    if (against === undefined) throw new UsageError("--against takes previous-year or budget.");
    const unit = units.find((candidate) => candidate === (options["unit"] ?? "mnkr"));
    if (unit === undefined) throw new UsageError("--unit takes mnkr, tkr or kr.");
    const database = await effects.database();
    const provider = await effects.provider();
    const question = { year, against };
    const found = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
      revenueDriversOf(tx, provider, question),
    );
    if (json) effects.print(JSON.stringify(revenueJson(found, question), null, 2));
    else {
      const amount = (value: RevenueDrivers["baseOre"]): string =>
        `${formatAmount(value, "sv", unit)} ${unit}`;
      effects.print(
        [
          driversText(found, question, amount),
          "",
          ...found.drivers.map(
            (row) => `${driverNames[row.driver].sv.padEnd(42)} ${amount(row.amountOre).padStart(16)}`,
          ),
          `${"Skillnad".padEnd(42)} ${amount(found.differenceOre).padStart(16)}`,
          ...(options["services"] === true
            ? [
                "",
                ...found.services.map(
                  (row) =>
                    `${row.service.padEnd(12)} ${driverNames[row.driver].sv.padEnd(42)} ${amount(row.amountOre).padStart(16)}`,
                ),
              ]
            : []),
        ].join("\n"),
      );
    }
    return 0;
  },
};
