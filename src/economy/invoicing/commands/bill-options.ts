import { parsePeriod, type Period } from "../../../kernel/index.ts";
import { type CommandCall, UsageError } from "../../../platform/command/index.ts";
import { inLanguage } from "../../../platform/language/index.ts";

export function periodOption({ options }: CommandCall): Period {
  const text = options["period"];
  const value = typeof text === "string" ? parsePeriod(text) : undefined;
  if (value === undefined)
    throw new UsageError(
      "--period är en månad, till exempel 2024-03.",
      "--period takes a month like 2024-03.",
    );
  return value;
}

/** Picks Swedish or English, as the command line does. */
export function sayerOf(call: CommandCall): (sv: string, en: string) => string {
  return (sv, en) => inLanguage(call.effects.language, { sv, en });
}

/** What was said with an option that takes a text; undefined when it was left out. */
export function textOption({ options }: CommandCall, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}
