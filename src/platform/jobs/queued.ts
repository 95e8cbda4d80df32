import type { CommandCall, ExitCode } from "../command/index.ts";
import { inLanguage } from "../language/index.ts";
import { type Job, jobJson } from "./job.ts";

/** Told of work that was put in the queue (`--background`): which job, and where it is seen. */
export function tellQueued({ json, effects }: Pick<CommandCall, "json" | "effects">, job: Job): ExitCode {
  effects.print(json ? JSON.stringify(jobJson(job), null, 2) : job.job);
  effects.say(
    inLanguage(effects.language, {
      sv: `I kön. Servern gör det; utan server: ./underlag job work. Hur det går: ./underlag job show ${job.job}`,
      en: `In the queue. The server does it; without a server: ./underlag job work. How it goes: ./underlag job show ${job.job}`,
    }),
  );
  return 0;
}
