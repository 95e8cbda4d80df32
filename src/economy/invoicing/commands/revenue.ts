import { parseYear } from "../../../kernel/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { type AmountUnit, formatAmount } from "../../../platform/language/index.ts";
import { type RevenueBase, revenueDriversOf } from "../actions/index.ts";
import { driverNames, driversText, revenueJson, type RevenueDrivers } from "../index.ts";
import { revenueManual } from "./revenue-manual.ts";

const bases: readonly RevenueBase[] = ["previous-year", "budget"];
const units: readonly AmountUnit[] = ["mnkr", "tkr", "kr"];

/** `revenue --year Y`: what moved the revenue, driver by driver, adding up to the difference. */
export const revenueCommand: Command = {
  name: "revenue",
  manual: revenueManual,
  options: {
    year: { type: "string" },
    against: { type: "string" },
    services: { type: "boolean" },
    unit: { type: "string" },
  },
  async run({ options, json, effects }) {
    const year = typeof options["year"] === "string" ? parseYear(options["year"]) : undefined;
    if (year === undefined)
      throw new UsageError("Ange året, till exempel --year 2024.", "revenue needs --year, e.g. --year 2024.");
    const against = bases.find((base) => base === (options["against"] ?? "previous-year"));
    if (against === undefined)
      throw new UsageError(
        "--against är previous-year eller budget.",
        "--against takes previous-year or budget.",
      );
    const unit = units.find((candidate) => candidate === (options["unit"] ?? "mnkr"));
    if (unit === undefined)
      throw new UsageError("--unit är mnkr, tkr eller kr.", "--unit takes mnkr, tkr or kr.");
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
