import { type Command, UsageError } from "../../platform/command/index.ts";

/** `report`: the rooms below `reporting` each have a verb. */
export const reportCommand: Command = {
  name: "report",
  summary: "rapport: check anybody's report - what in it does not add up",
  manual: `Rapport: kontrollera en rapport - vad i den som inte går ihop.
Report: check a report - what in it does not add up.

Usage
  ./underlag report check FILE [--severity error|warning|note] [--language sv|en] [--json]

check   reads a report that anybody has made: text, Markdown, HTML, DOCX or PDF. Tables are put together again, also from plain lines;
        sums, differences, shares, growth, opening balances, the same fact in two places, words of direction, dates, references and
        attachments are held against each other. A difference that rounding explains is no finding. Each finding names its places, both
        numbers and the rule. Nothing is stored and nothing is fetched.

Options
  --severity S   the least grave that is shown: error (the print contradicts itself), warning (a person should look), note (default)

Exit codes: 0 no errors found, 1 errors found or the file refused, 2 wrong usage, 3 internal error.`,
  options: { severity: { type: "string" }, language: { type: "string" } },
  async run(call) {
    const [verb, ...positionals] = call.positionals;
    if (verb === "check") {
      const { checkCommand } = await import("../../reporting/checks/commands/check.ts");
      return checkCommand({ ...call, positionals });
    }
    throw new UsageError(
      verb === undefined ? "report needs a verb: check." : `report has no verb "${verb}"; it has: check.`,
    );
  },
};
