import { type Command, noSuchVerb } from "../../platform/command/index.ts";
import { reportOptions, reportVerbs, runReportVerb } from "../../reporting/documents/commands/report.ts";
import { reportManual } from "./report-manual.ts";

/** `report`: the rooms below `reporting` each have their verbs. */
export const reportCommand: Command = {
  name: "report",
  manual: reportManual,
  options: { ...reportOptions, severity: { type: "string" } },
  async run(call) {
    const [word, ...positionals] = call.positionals;
    if (word === "check") {
      const { checkCommand } = await import("../../reporting/checks/commands/check.ts");
      return checkCommand({ ...call, positionals });
    }
    const verb = reportVerbs.find((candidate) => candidate === word);
    if (verb === undefined) throw noSuchVerb("report", word, [...reportVerbs, "check"]);
    return runReportVerb(verb, { ...call, positionals });
  },
};
