import { Refusal } from "../../kernel/index.ts";
import type { Command } from "../../platform/command/index.ts";
import { diagnoseDatabase, diagnoseMachine, type Finding } from "../../platform/database/index.ts";
import { doctorManual } from "./doctor-manual.ts";

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
        const advice = problem.try === undefined ? "" : ` ${problem.try}`;
        findings.push({
          check: problem.code,
          state: "stop",
          sv: `${problem.message_sv}${advice}`,
          en: `${problem.message_en}${advice}`,
        });
      }
    }
    if (json) effects.print(JSON.stringify({ findings }, null, 2));
    else
      for (const { state, check, sv } of findings)
        effects.print(`${state.padEnd(4)}  ${check.padEnd(16)} ${sv}`);
    return findings.some(({ state }) => state === "stop") ? 1 : 0;
  },
};
