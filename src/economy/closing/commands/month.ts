import { writeFile } from "node:fs/promises";
import { parsePeriod } from "../../../kernel/index.ts";
import { actFromCommand, readFromCommand } from "../../../platform/access/actions/index.ts";
import { type Command, noSuchVerb, UsageError } from "../../../platform/command/index.ts";
import { formatPeriod, type Language } from "../../../platform/language/index.ts";
import { periodsOf } from "../../ledger/actions/index.ts";
import type { LedgerPeriod } from "../../ledger/index.ts";
import {
  askToReopen,
  closeMonth,
  judgeStep,
  monthOf,
  protocolOf,
  protocolPaperOf,
  reopenMonth,
} from "../actions/index.ts";
import {
  type KeptProtocol,
  type Month,
  monthJson,
  protocolFacts,
  protocolJson,
  type StepState,
  stepTells,
  whatStops,
} from "../index.ts";
import { monthManual } from "./month-manual.ts";

const words = ["list", "show", "judge", "close", "ask-reopen", "reopen", "protocol"] as const;

/** The month's closing: what is left, what somebody judges, the closing, the reopening by two. */
export const monthCommand: Command = {
  name: "month",
  manual: monthManual,
  options: {
    period: { type: "string" },
    step: { type: "string" },
    text: { type: "string" },
    seen: { type: "boolean" },
    reason: { type: "string" },
    number: { type: "string" },
    to: { type: "string" },
  },
  async run({ positionals, options, json, effects }) {
    const [word, ...more] = positionals;
    const known = words.find((one) => one === word);
    if (known === undefined || more.length > 0) throw noSuchVerb("month", word, words);
    const text = (name: string): string => (typeof options[name] === "string" ? options[name] : "");
    const { language } = effects;
    if (known === "list") {
      const periods = await readFromCommand(effects, (tx, provider) => periodsOf(tx, provider));
      effects.print(json ? JSON.stringify({ periods }, null, 2) : periods.map(listed(language)).join("\n"));
      return 0;
    }
    const period = parsePeriod(text("period"));
    if (period === undefined)
      throw new UsageError(
        "Ange månad, till exempel --period 2024-03.",
        "month needs --period, e.g. --period 2024-03.",
      );
    const number = text("number") === "" ? undefined : Number(text("number"));
    if (number !== undefined && !(Number.isInteger(number) && number > 0))
      throw new UsageError(
        "--number är stängningens nummer: 1 för den första.",
        "--number takes the number of a closing: 1 for the first.",
      );
    const to = text("to");
    if (to !== "" && !to.endsWith(".pdf"))
      throw new UsageError(
        `--to är en fil som slutar på .pdf, inte ”${to}”.`,
        `--to takes a file that ends with .pdf, not "${to}".`,
      );
    const by = { role: "controller" } as const;
    switch (known) {
      case "show":
        break;
      case "protocol": {
        if (to !== "") {
          const paper = await readFromCommand(effects, (tx, provider) =>
            protocolPaperOf(tx, provider, { period, number, language }),
          );
          await writeFile(to, paper.bytes);
          effects.say(language === "sv" ? `Skrev ${to}.` : `Wrote ${to}.`);
          return 0;
        }
        const kept = await readFromCommand(effects, (tx, provider) =>
          protocolOf(tx, provider, period, number),
        );
        effects.print(json ? JSON.stringify(protocolJson(kept), null, 2) : protocolText(kept, language));
        return 0;
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

function listed(language: Language): (period: LedgerPeriod) => string {
  const sv = language === "sv";
  return (one) =>
    one.state === "closed"
      ? `${one.period}  ${sv ? "stängd" : "closed"}  ${(one.closedAt ?? "").slice(0, 10)}  ${one.closedBy ?? ""}`
      : `${one.period}  ${sv ? "öppen" : "open"}`;
}

function protocolText(kept: KeptProtocol, language: Language): string {
  return [
    `${language === "sv" ? "Protokoll" : "Protocol"} ${formatPeriod(kept.period, language)}`,
    ...protocolFacts(kept, language).map(([label, value]) => `  ${label}: ${value}`),
    ...kept.steps.map(
      (step) =>
        `  ${marks[step.state]} ${language === "sv" ? step.sv : step.en}: ${stepTells(step, language)}`,
    ),
  ].join("\n");
}

function monthText(month: Month, language: Language): string {
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
