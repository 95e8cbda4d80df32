import { parsePeriod } from "../../../kernel/index.ts";
import { actFromCommand, readFromCommand } from "../../../platform/access/actions/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { formatPeriod, isLanguage } from "../../../platform/language/index.ts";
import { askToReopen, closeMonth, judgeStep, monthOf, reopenMonth } from "../actions/index.ts";
import { type Month, monthJson, type StepState, whatStops } from "../index.ts";

const words = ["show", "judge", "close", "ask-reopen", "reopen", "protocol"] as const;

/** The month's closing: what is left, what somebody judges, the closing, the reopening by two. */
export const monthCommand: Command = {
  name: "month",
  summary: "close a month step by step: what is left, what stops, the protocol; reopen it by two persons",
  manual: `Månadsstängning: vad som är kvar, vad som stoppar, protokollet.
Closing a month: what is left, what stops, the protocol.

Usage
  ./underlag month show --period YYYY-MM [--language sv|en] [--json]
  ./underlag month judge --period YYYY-MM --step deviations --text "..." [--seen] --as <login>
  ./underlag month close --period YYYY-MM --as <login>
  ./underlag month protocol --period YYYY-MM [--json]
  ./underlag month ask-reopen --period YYYY-MM --reason "..." --as <login>
  ./underlag month reopen --period YYYY-MM --as <another login>

Steps are ticked by data: books, accounts, drivers, usage, costing, the run, deliveries, reconciliation. People judge what data cannot:
deviations and report; usage, drivers, delivered and reconciled may be marked as seen. \`close\` refuses while anything stops.

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 internal error.`,
  options: {
    period: { type: "string" },
    step: { type: "string" },
    text: { type: "string" },
    seen: { type: "boolean" },
    reason: { type: "string" },
    language: { type: "string" },
  },
  async run({ positionals, options, json, effects }) {
    const [word, ...more] = positionals;
    const known = words.find((one) => one === word);
    if (known === undefined || more.length > 0)
      throw new UsageError(`month takes one of: ${words.join(", ")}.`);
    const text = (name: string): string => (typeof options[name] === "string" ? options[name] : "");
    const period = parsePeriod(text("period"));
    if (period === undefined) throw new UsageError("month needs --period, e.g. --period 2024-03.");
    const language = text("language") || "sv";
    if (!isLanguage(language)) throw new UsageError("--language takes sv or en.");
    const by = { role: "controller", language } as const;
    switch (known) {
      case "show":
      case "protocol": {
        const month = await readFromCommand(effects, (tx, provider) => monthOf(tx, provider, period));
        effects.print(json ? JSON.stringify(monthJson(month), null, 2) : monthText(month, language));
        return known === "protocol" && month.state === "open" ? 1 : 0;
      }
      case "judge":
        await actFromCommand(effects, by, (tx, provider, act) =>
          judgeStep(
            tx,
            provider,
            {
              period,
              step: text("step"),
              state: options["seen"] === true ? "seen" : "done",
              text: text("text"),
            },
            act,
          ),
        );
        break;
      case "close":
        await actFromCommand(effects, by, (tx, provider, act) => closeMonth(tx, provider, period, act));
        break;
      case "ask-reopen":
        await actFromCommand(effects, by, (tx, provider, act) =>
          askToReopen(tx, provider, { period, reason: text("reason") }, act),
        );
        break;
      case "reopen":
        await actFromCommand(effects, { ...by, role: "approver" }, (tx, provider, act) =>
          reopenMonth(tx, provider, period, act),
        );
        break;
    }
    const month = await readFromCommand(effects, (tx, provider) => monthOf(tx, provider, period));
    effects.print(json ? JSON.stringify(monthJson(month), null, 2) : monthText(month, language));
    return 0;
  },
};

const marks: Readonly<Record<StepState, string>> = {
  done: "[x]",
  todo: "[ ]",
  seen: "[~]",
  stops: "[!]",
  waits: "[.]",
  none: "[-]",
};

function monthText(month: Month, language: "sv" | "en"): string {
  const sv = language === "sv";
  const stops = whatStops(month.steps);
  const lines = month.steps.map(
    (step) => `  ${marks[step.state]} ${sv ? step.sv : step.en}: ${sv ? step.tellsSv : step.tellsEn}`,
  );
  const end =
    month.state === "closed"
      ? `${sv ? "Stängd av" : "Closed by"} ${month.closedBy ?? ""}. SHA-256 ${month.sha256 ?? ""}`
      : stops === undefined
        ? sv
          ? "Inget stoppar."
          : "Nothing stops."
        : `${sv ? "Stoppar" : "Stops"}: ${sv ? stops.sv : stops.en}. ${sv ? stops.tellsSv : stops.tellsEn}`;
  return [formatPeriod(month.period, language), ...lines, end].join("\n");
}
