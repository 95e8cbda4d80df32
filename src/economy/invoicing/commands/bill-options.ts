import { parsePeriod, type Period } from "../../../kernel/index.ts";
import { type CommandCall, type ExitCode, UsageError } from "../../../platform/command/index.ts";
import { inLanguage } from "../../../platform/language/index.ts";
import { type Job, jobJson } from "../../../platform/jobs/index.ts";

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

/** Told of work that was put in the queue (`--background`): which job, and where it is seen. */
export function tellQueued(call: CommandCall, job: Job): ExitCode {
  if (call.json) call.effects.print(JSON.stringify(jobJson(job), null, 2));
  else call.effects.print(job.job);
  call.effects.say(
    sayerOf(call)(
      `I kön. Servern gör det; utan server: ./underlag job work. Hur det går: ./underlag job show ${job.job}`,
      `In the queue. The server does it; without a server: ./underlag job work. How it goes: ./underlag job show ${job.job}`,
    ),
  );
  return 0;
}

/** What was said with an option that takes a text; undefined when it was left out. */
export function textOption({ options }: CommandCall, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}
