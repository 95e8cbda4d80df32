import { setTimeout as pause } from "node:timers/promises";
import { required } from "../../kernel/index.ts";
import { requireMandate } from "../../platform/access/actions/index.ts";
import { type Job, jobJson, jobStateNames } from "../../platform/jobs/index.ts";
import { cancelJob, jobById, latestJobs } from "../../platform/jobs/actions/index.ts";
import {
  type Act,
  ActForm,
  type Page,
  ProblemItems,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../platform/web/index.ts";
import { cancelling, kindOf } from "../jobs.ts";

/** Asks a job to end between two of its steps; what is done stays done. */
export const cancelJobAct: Act = {
  path: "/jobs/:job/cancel",
  mandate: cancelling,
  sv: "Avbryt",
  en: "Cancel",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    await requireMandate(tx, provider, actor, cancelling);
    const job = required(await cancelJob(tx, provider, parameter("job"), { now }));
    return { to: `/jobs/${job.job}`, told: jobJson(job) };
  },
};

/** How often, and how far apart in milliseconds, the page of a job looks for its end before it is shown. */
const looks = 15;
const betweenLooks = 100;

function isGoing({ state }: Job): boolean {
  return state === "queued" || state === "running";
}

/** Work in the background, the latest first. */
export const jobsPage: Page = {
  path: "/jobs",
  allow: staffRoles,
  async render(visit) {
    const jobs = await visit.read((tx) => latestJobs(tx, visit.provider.id));
    const title = say(visit, "Jobb", "Jobs");
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Det som tar tid görs i bakgrunden. Avbryts programmet fortsätter ett jobb där det var.",
              "What takes time is done in the background. If the program is killed, a job goes on where it was.",
            )}
          >
            {title}
          </Title>
          {jobs.length === 0 ? <p>{say(visit, "Inget jobb har körts.", "No job has been run.")}</p> : null}
          {jobs.length === 0 ? null : (
            <Table label={title}>
              <thead>
                <tr>
                  <th scope="col">{say(visit, "Jobb", "Job")}</th>
                  <th scope="col">{say(visit, "Läge", "State")}</th>
                  <th scope="col" class="wide-only">
                    {say(visit, "Begärt", "Asked for")}
                  </th>
                  <th scope="col" class="number">
                    {say(visit, "Gjort", "Done")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {jobs.map((job) => (
                  <tr>
                    <th scope="row">
                      <a href={`/jobs/${job.job}`}>{nameOf(visit, job)}</a>
                    </th>
                    <td>
                      <StateTag visit={visit} job={job} />
                    </td>
                    <td class="wide-only">
                      {job.createdBy}, {job.createdAt.slice(0, 16).replace("T", " ")}
                    </td>
                    <td class="number">
                      {job.done} / {job.total}
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
        </>
      ),
    };
  },
};

/** One job: how far it has come, how it ended; the browser reads it anew while work is going on. */
export const jobPage: Page = {
  path: "/jobs/:job",
  allow: staffRoles,
  async render(visit) {
    const look = (): Promise<Job | undefined> =>
      visit.read((tx) => jobById(tx, visit.provider.id, visit.parameter("job")));
    // Who has just pressed the button is taken to what comes of it, at once where it takes no longer than a page.
    const isFollowed = visit.query("then") === "result";
    let job = await look();
    const most = isFollowed ? looks : 0;
    for (let tries = 0; job !== undefined && isGoing(job) && tries < most; tries++) {
      await pause(betweenLooks);
      job = await look();
    }
    if (job === undefined) {
      const missing = say(visit, "Jobbet finns inte", "There is no such job");
      return { title: missing, status: 404, body: <Title>{missing}</Title> };
    }
    const title = nameOf(visit, job);
    const going = isGoing(job);
    const result = resultOf(job);
    if (isFollowed && result !== undefined) return { title, instead: result, body: <Title>{title}</Title> };
    return {
      title,
      crumbs: [{ path: "/jobs", label: say(visit, "Jobb", "Jobs") }],
      ...(going ? { refreshSeconds: 2 } : {}),
      body: (
        <>
          <Title>{title}</Title>
          <dl class="facts">
            <dt>{say(visit, "Läge", "State")}</dt>
            <dd>
              <StateTag visit={visit} job={job} />
              {job.cancelAsked && going ? say(visit, " avbryts", " being cancelled") : ""}
            </dd>
            <dt>{say(visit, "Gjort", "Done")}</dt>
            <dd>
              <progress
                value={job.done}
                max={Math.max(1, job.total)}
                aria-label={say(visit, "Gjort", "Done")}
              />{" "}
              {job.done} / {job.total} {job.message}
            </dd>
            <dt>{say(visit, "Begärt", "Asked for")}</dt>
            <dd>
              {job.createdBy}, {job.createdAt.slice(0, 19).replace("T", " ")}
            </dd>
            {job.attempts > 1 ? (
              <>
                <dt>{say(visit, "Försök", "Attempts")}</dt>
                <dd>{job.attempts}</dd>
              </>
            ) : null}
            <Result visit={visit} job={job} />
          </dl>
          {job.problems.length === 0 ? null : (
            <ul class="problems" role="alert">
              <ProblemItems visit={visit} problems={job.problems} />
            </ul>
          )}
          {result === undefined ? null : (
            <p>
              <a href={result}>{say(visit, "Till resultatet", "To what came of it")}</a>
            </p>
          )}
          {going ? (
            <div class="acts">
              <ActForm visit={visit} act={cancelJobAct} parameters={{ job: job.job }} quiet />
            </div>
          ) : null}
        </>
      ),
    };
  },
};

function nameOf(visit: Visit, job: Job): string {
  const { sv, en, about } = kindOf(job.kind);
  return `${say(visit, sv, en)} ${about(job.parameters)}`.trim();
}

/** Where what came of a job is looked at, once it is done. */
function resultOf({ kind, state, parameters, result }: Job): string | undefined {
  return state === "done" ? kindOf(kind).resultPage?.(parameters, result) : undefined;
}

/** What a job says that it came to: its own words and numbers, by their names. */
function Result({ visit, job }: { visit: Visit; job: Job }) {
  if (job.state !== "done") return null;
  return (
    <>
      {(kindOf(job.kind).facts?.(job.result) ?? []).map(({ sv, en, value }) => (
        <>
          <dt>{say(visit, sv, en)}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </>
  );
}

function StateTag({ visit, job }: { visit: Visit; job: Job }) {
  const { sv, en } = jobStateNames[job.state];
  return <span class={`tag ${job.state === "done" ? "done" : "waiting"}`}>{say(visit, sv, en)}</span>;
}
