import { Refusal } from "../../kernel/index.ts";
import type { Command } from "../../platform/command/index.ts";
import { diagnoseDatabase, diagnoseMachine, type Finding } from "../../platform/database/index.ts";
import { type BothLanguages, inLanguage, problemWords } from "../../platform/language/index.ts";
import { doctorManual } from "./doctor-manual.ts";

const states: BothLanguages<Readonly<Record<Finding["state"], string>>> = {
  sv: { ok: "ok", warn: "varning", stop: "stopp" },
  en: { ok: "ok", warn: "warning", stop: "stop" },
};

/** `doctor`: whether everything the program stands on is as it should be. */
export const doctorCommand: Command = {
  name: "doctor",
  manual: doctorManual,
  options: {},
  async run({ json, effects }) {
    const findings: Finding[] = [
      ...(await diagnoseMachine({ url: process.env["DATABASE_URL"], directory: effects.dataDirectory })),
    ];
    try {
      findings.push(...(await diagnoseDatabase(await effects.database())));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const problem of error.problems) {
        const [sv, en] = [problemWords(problem, "sv"), problemWords(problem, "en")];
        findings.push({
          check: problem.code,
          state: "stop",
          sv: [sv.message, sv.advice].filter(Boolean).join(" "),
          en: [en.message, en.advice].filter(Boolean).join(" "),
        });
      }
    }
    if (json) effects.print(JSON.stringify({ findings }, null, 2));
    else
      for (const finding of findings) {
        const state = inLanguage(effects.language, states)[finding.state];
        effects.print(
          `${state.padEnd(7)}  ${finding.check.padEnd(16)} ${inLanguage(effects.language, finding)}`,
        );
      }
    return findings.some(({ state }) => state === "stop") ? 1 : 0;
  },
};
