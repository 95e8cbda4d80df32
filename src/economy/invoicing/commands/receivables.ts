import { parseDay } from "../../../kernel/index.ts";
import { readFromCommand } from "../../../platform/access/actions/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import { receivablesOn } from "../actions/index.ts";
import { ageBandNames, ageBands, ageingJson, ageingSentence } from "../index.ts";
import { receivablesManual } from "./receivables-manual.ts";

/** `receivables`: the ageing of what customers owe. */
export const receivablesCommand: Command = {
  name: "receivables",
  manual: receivablesManual,
  options: { on: { type: "string" }, customer: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    const on = parseDay(typeof options["on"] === "string" ? options["on"] : "");
    if (on === undefined || positionals.length > 0)
      throw new UsageError(
        "Ange dagen, till exempel --on 2024-12-31.",
        "Give the day, such as --on 2024-12-31.",
      );
    const customer = typeof options["customer"] === "string" ? options["customer"] : undefined;
    const found = await readFromCommand(effects, (tx, provider) => receivablesOn(tx, provider, on));
    if (customer !== undefined && !found.customers.some((one) => one.customer === customer))
      throw new UsageError(
        `Kunden ${customer} är inte skyldig något den ${on}.`,
        `Customer ${customer} owes nothing on ${on}.`,
      );
    const { language } = effects;
    const kr = (value: Parameters<typeof formatAmount>[0]): string =>
      formatAmount(value, language).padStart(18);
    const shown =
      customer === undefined ? undefined : found.documents.filter((one) => one.customer === customer);
    effects.print(
      json
        ? JSON.stringify(
            ageingJson(shown === undefined ? found : { ...found, documents: shown }),
            undefined,
            1,
          )
        : [
            ...(shown === undefined
              ? found.customers.map(
                  (one) =>
                    `${one.customer.padEnd(12)}${kr(one.unpaidOre)}${ageBands.map((band) => kr(one.bands[band])).join("")}`,
                )
              : shown.map(
                  (one) =>
                    `${one.invoice.padEnd(12)}${kr(one.unpaidOre)}  ${one.dueDay}  ${ageBandNames[one.band][language]}`,
                )),
            "",
            ...ageBands.map(
              (band) => `${ageBandNames[band][language].padEnd(16)}${kr(found.totals.bands[band])}`,
            ),
            "",
            ageingSentence(found, language),
          ].join("\n"),
    );
    if (found.unknown.length > 0)
      effects.say(
        language === "sv"
          ? `${found.unknown.length} betalningar gäller dokument som inte finns: ${found.unknown
              .slice(0, 5)
              .map((one) => one.invoice)
              .join(", ")}`
          : `${found.unknown.length} payments are for documents that are not there: ${found.unknown
              .slice(0, 5)
              .map((one) => one.invoice)
              .join(", ")}`,
      );
    return 0;
  },
};
