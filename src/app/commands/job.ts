import {
  type ExitCode,
  type Command,
  type CommandCall,
  textTable,
  UsageError,
  noSuchVerb,
} from "../../platform/command/index.ts";
import { inLanguage } from "../../platform/language/index.ts";
import { Refusal, required } from "../../kernel/index.ts";
import { actFromCommand, readFromCommand, requireMandate } from "../../platform/access/actions/index.ts";
import { type Job, jobJson, jobProblem, jobStateNames } from "../../platform/jobs/index.ts";
import { cancelJob, jobById, latestJobs, workOnce } from "../../platform/jobs/actions/index.ts";
import { cancelling, jobHandlers, kindOf } from "../jobs.ts";
import { jobManual } from "./job-manual.ts";

const verbs = ["list", "show", "cancel", "work"] as const;

/** `job`: work in the background, from a terminal. In the app, which alone knows every room's jobs. */
export const jobCommand: Command = {
  name: "job",
  manual: jobManual,
  options: {},
  async run(call) {
    const [verb, job, ...more] = call.positionals;
    const known = verbs.find((one) => one === verb);
    if (known === undefined) throw noSuchVerb("job", verb, verbs);
    const isOfOne = known === "show" || known === "cancel";
    if (more.length > 0 || isOfOne !== (job !== undefined))
      throw new UsageError(
        isOfOne
          ? `Ange ett jobb: ./underlag job ${known} <jobb>. Jobben listas av ./underlag job list.`
          : `job ${known} tar inget mer än val.`,
        isOfOne ? `job ${known} takes one job.` : `job ${known} takes nothing more.`,
      );
    if (known === "list") return list(call);
    if (known === "work") return work(call);
    return known === "show" ? show(call, job as string) : cancel(call, job as string);
  },
};

function told(job: Job): string {
  const { sv, about } = kindOf(job.kind);
  const steps = job.total > 0 ? `${job.done}/${job.total}` : "";
  return [job.job, `${sv} ${about(job.parameters)}`.trim(), jobStateNames[job.state].sv, steps, job.createdBy]
    .filter(Boolean)
    .join("  ");
}

async function list({ effects, json }: CommandCall): Promise<ExitCode> {
  const jobs = await readFromCommand(effects, latestJobs);
  if (json) effects.print(JSON.stringify({ jobs: jobs.map(jobJson) }, null, 2));
  else
    effects.print(
      textTable(
        [],
        jobs.map((job) => {
          const { sv, about } = kindOf(job.kind);
          const at = job.createdAt.slice(0, 16).replace("T", " ");
          const name = `${sv} ${about(job.parameters)}`.trim();
          return [job.job, name, jobStateNames[job.state].sv, `${job.done}/${job.total}`, job.createdBy, at];
        }),
      ),
    );
  return 0;
}

async function show({ effects, json }: CommandCall, wanted: string): Promise<ExitCode> {
  const job = await readFromCommand(effects, (tx, provider) => jobById(tx, provider, wanted));
  if (job === undefined) throw new Refusal([jobProblem("jobs.unknown-job", { sv: wanted, en: wanted })]);
  if (json) effects.print(JSON.stringify(jobJson(job), null, 2));
  else {
    effects.print(told(job));
    const { facts } = kindOf(job.kind);
    if (job.state === "done")
      for (const { sv, value } of facts?.(job.result) ?? []) effects.print(`  ${sv}: ${value}`);
    for (const problem of job.problems) effects.print(`  ${problem.message_sv} (${problem.code})`);
  }
  return job.state === "refused" || job.state === "failed" ? 1 : 0;
}

async function cancel({ effects, json }: CommandCall, wanted: string): Promise<ExitCode> {
  const job = await actFromCommand(effects, { role: "controller" }, async (tx, provider, { actor, now }) => {
    await requireMandate(tx, provider, actor, cancelling);
    return required(await cancelJob(tx, provider, wanted, { now }));
  });
  effects.print(json ? JSON.stringify(jobJson(job), null, 2) : told(job));
  return 0;
}

async function work({ effects, json }: CommandCall): Promise<ExitCode> {
  const database = await effects.database();
  const provider = await effects.provider();
  const ended = async (): Promise<Job[]> =>
    (await readFromCommand(effects, latestJobs)).filter((job) => job.endedAt !== null);
  const before = new Set((await ended()).map((job) => job.job));
  const handlers = jobHandlers({ dataDirectory: effects.dataDirectory, now: () => effects.now() });
  while (
    await workOnce(database, {
      handlers,
      now: () => effects.now(),
      report: (error) => effects.say(String(error)),
    })
  )
    effects.progress(provider);
  effects.progress("");
  const done = (await ended()).filter((job) => !before.has(job.job));
  if (json) effects.print(JSON.stringify({ jobs: done.map(jobJson) }, null, 2));
  else for (const job of done) effects.print(told(job));
  if (!json && done.length === 0)
    effects.say(inLanguage(effects.language, { sv: "Inget väntade.", en: "Nothing waited." }));
  return done.some((job) => job.state === "refused" || job.state === "failed") ? 1 : 0;
}
