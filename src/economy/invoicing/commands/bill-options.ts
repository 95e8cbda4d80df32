import { parsePeriod, type Period } from "../../../kernel/index.ts";
import { type CommandCall, UsageError } from "../../../platform/command/index.ts";
import { inLanguage, isLanguage, type Language } from "../../../platform/language/index.ts";

export function periodOption({ options }: CommandCall): Period {
  const text = options["period"];
  const value = typeof text === "string" ? parsePeriod(text) : undefined;
  if (value === undefined) throw new UsageError("--period takes a month like 2024-03.");
  return value;
}

export function languageOption({ options }: CommandCall): Language {
  const text = options["language"] ?? "sv";
  if (typeof text === "string" && isLanguage(text)) return text;
  throw new UsageError("--language takes sv or en.");
}

/** Picks Swedish or English, as `--language` says. */
export function sayerOf(call: CommandCall): (sv: string, en: string) => string {
  const language = languageOption(call);
  return (sv, en) => inLanguage(language, { sv, en });
}

/** What was said with an option that takes a text; undefined when it was left out. */
export function textOption({ options }: CommandCall, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}
