import { parseMicro, parsePeriod } from "../../../kernel/index.ts";
import { actingPerson } from "../../../platform/access/actions/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { isLanguage } from "../../../platform/language/index.ts";
import { savingOf } from "../actions/index.ts";
import { savingJson, savingText } from "../index.ts";

/** `saving`: what fewer units are worth, to whom. */
export const savingCommand: Command = {
  name: "saving",
  summary: "verklig besparing: what a customer, the others and the city save when fewer units are used",
  manual: `Verklig besparing: vad kunden sparar, vad de andra får betala och vad staden sparar på riktigt.
What a customer saves by using fewer units, what the others then pay, and what the city really saves.

Usage
  ./underlag saving --item ITEM --customer X --quantity -200 --from YYYY-MM [--language sv|en] [--json]

Asked from a month to the end of its year. The customer saves by the price list; cost that does not go away is shared again over
the volume that is left; the city saves what is really no longer paid: variable cost at once, step-fixed cost in whole steps,
leased cost when the lease has run out, fixed and shared cost not at all. registers/cost-behaviour.csv says which is which.
customer + others + the provider's rest = the city, to the öre. Nothing is kept.

Options
  --item ITEM       a metered item of the price list
  --customer X      the customer's code
  --quantity N      units a month; below zero fewer, above zero more
  --from YYYY-MM    the first month

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 internal error.`,
  options: {
    item: { type: "string" },
    customer: { type: "string" },
    quantity: { type: "string" },
    from: { type: "string" },
    language: { type: "string" },
  },
  async run({ positionals, options, json, effects }) {
    if (positionals.length > 0) throw new UsageError("saving takes options only.");
    const text = (name: string): string => {
      const value = options[name];
      if (typeof value !== "string" || value.trim() === "") throw new UsageError(`saving needs --${name}.`);
      return value.trim();
    };
    const [item, customer] = [text("item"), text("customer")];
    const changeMicro = parseMicro(text("quantity"));
    if (changeMicro === undefined || changeMicro === 0)
      throw new UsageError("--quantity takes a number of units that is not zero, e.g. --quantity -200.");
    const from = parsePeriod(text("from"));
    if (from === undefined) throw new UsageError("--from takes a month, e.g. 2024-09.");
    const language = options["language"] === undefined ? "sv" : text("language");
    if (!isLanguage(language)) throw new UsageError("--language takes sv or en.");
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
