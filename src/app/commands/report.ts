import { type Command, UsageError } from "../../platform/command/index.ts";
import { reportOptions, reportVerbs, runReportVerb } from "../../reporting/documents/commands/report.ts";

/** `report`: the rooms below `reporting` each have their verbs. */
export const reportCommand: Command = {
  name: "report",
  summary:
    "rapport: build the annual report from the books, what in it does not hold; check anybody's report",
  manual: `Rapport: årsrapporten ur böckerna, och kontroll av vilken rapport som helst - vad i den som inte går ihop.
Report: the annual report from the books, and a check of anybody's report - what in it does not add up.

Usage
  ./underlag report build --year Y [--out DIR] [--format pdf,docx,html,json]   writes the report
  ./underlag report verify --year Y     every figure and claim that does not hold, with chapter and line
  ./underlag report show --year Y       the chapters: owner, deadline, state, findings
  ./underlag report facts --year Y [FACT ...]         the figures: value, state, formula
  ./underlag report vouch --year Y [--approve] [FACT ...]   says that figures are right as they are now; all that wait, if none is named
  ./underlag report copy FROM TO --year Y             a new year's report, every chapter to be read through
  ./underlag report check FILE [--severity error|warning|note] [--language sv|en] [--json]

A report is Markdown with bound figures, tables, lists, charts and claims: docs/report-language.md. Its chapters are text files of the pack
(reports/<report>/*.md), or rows of the register report-chapters. A figure that somebody vouched for and that the books have changed since is
red. --report NAME takes another report than the year's annual one.

check   reads a report that anybody has made: text, Markdown, HTML, DOCX or PDF. Tables are put together again, also from plain lines;
        sums, differences, shares, growth, opening balances, the same fact in two places, words of direction, dates, references and
        attachments are held against each other. A difference that rounding explains is no finding. Each finding names its places, both
        numbers and the rule. Nothing is stored and nothing is fetched.

Options
  --severity S   the least grave that is shown: error (the print contradicts itself), warning (a person should look), note (default)

Examples
  ./underlag report build --year 2024 --out out/
  ./underlag report vouch --year 2024 rr-resultat-2024 --as controller
  ./underlag register set report-chapters "arsrapport-2024 3-ovrig-uppfoljning" state=done
  ./underlag report check a-report.pdf

Exit codes: 0 done, no errors found; 1 errors found (check, verify) or refused; 2 wrong usage; 3 internal error.`,
  options: { ...reportOptions, severity: { type: "string" }, language: { type: "string" } },
  async run(call) {
    const [word, ...positionals] = call.positionals;
    if (word === "check") {
      const { checkCommand } = await import("../../reporting/checks/commands/check.ts");
      return checkCommand({ ...call, positionals });
    }
    const verb = reportVerbs.find((candidate) => candidate === word);
    const verbs = [...reportVerbs, "check"].join(", ");
    if (verb === undefined)
      throw new UsageError(
        word === undefined
          ? `report needs a verb: ${verbs}.`
          : `report has no verb "${word}"; it has: ${verbs}.`,
      );
    return runReportVerb(verb, { ...call, positionals });
  },
};
