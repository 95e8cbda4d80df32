import { parseMicro, parsePeriod } from "../../../kernel/index.ts";
import { actingPerson } from "../../../platform/access/actions/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { savingOf } from "../actions/index.ts";
import { savingJson, savingText } from "../index.ts";
import { savingManual } from "./saving-manual.ts";

/** `saving`: what fewer units are worth, to whom. */
export const savingCommand: Command = {
  name: "saving",
  manual: savingManual,
  options: {
    item: { type: "string" },
    customer: { type: "string" },
    quantity: { type: "string" },
    from: { type: "string" },
  },
  async run({ positionals, options, json, effects }) {
    if (positionals.length > 0)
      throw new UsageError("saving tar bara val, inga andra ord.", "saving takes options only.");
    const text = (name: string): string => {
      const value = options[name];
      if (typeof value !== "string" || value.trim() === "")
        throw new UsageError(`--${name} saknas.`, `saving needs --${name}.`);
      return value.trim();
    };
    const [item, customer] = [text("item"), text("customer")];
    const changeMicro = parseMicro(text("quantity"));
    if (changeMicro === undefined || changeMicro === 0)
      throw new UsageError(
        "--quantity är ett antal som inte är noll, till exempel --quantity -200.",
        "--quantity takes a number of units that is not zero, e.g. --quantity -200.",
      );
    const from = parsePeriod(text("from"));
    if (from === undefined)
      throw new UsageError(
        "--from är en månad, till exempel 2024-09.",
        "--from takes a month, e.g. 2024-09.",
      );
    const { language } = effects;
    const database = await effects.database();
    const provider = await effects.provider();
    const actor = await actingPerson(effects, database, { provider, role: "controller" });
    const answer = await database.transaction({ role: "staff", provider, actor }, (tx) =>
      savingOf(tx, provider, { item, customer, changeMicro, from }),
    );
    effects.print(json ? JSON.stringify(savingJson(answer), null, 2) : savingText(answer, language));
    return 0;
  },
};
