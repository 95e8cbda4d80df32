import { formatPeriod } from "../../../platform/language/index.ts";
import { type Page, say, staffRoles, Title } from "../../../platform/web/index.ts";
import { billingRuns, monthDiffOf } from "../actions/index.ts";
import { DiffLead, DiffTable } from "./diff-parts.tsx";
import { missingRun } from "./run-parts.tsx";
import { runName } from "./run-name.ts";

/** Everything that differs between a run's month and the month before. */
export const runDiffPage: Page = {
  path: "/runs/:run/diff",
  allow: staffRoles,
  async render(visit) {
    const { id } = visit.provider;
    const name = visit.parameter("run");
    const { run, diff } = await visit.read(async (tx) => {
      const found = (await billingRuns(tx, id)).find((each) => each.run === name);
      const isMonth = found !== undefined && found.run.startsWith(found.period);
      return { run: found, diff: isMonth ? await monthDiffOf(tx, id, found.period) : undefined };
    });
    if (run === undefined || diff === undefined) return missingRun(visit);
    const title = say(visit, "Mot förra månaden", "Against last month");
    return {
      title: `${title}, ${formatPeriod(run.period, visit.language)}`,
      crumbs: [
        { path: "/runs", label: say(visit, "Fakturering", "Billing") },
        { path: `/runs/${encodeURIComponent(run.run)}`, label: runName(visit.language, run) },
      ],
      body: (
        <>
          <Title>{title}</Title>
          <DiffLead visit={visit} diff={diff} />
          <DiffTable visit={visit} changes={diff.changes} />
        </>
      ),
    };
  },
};
