import { byCode } from "../../kernel/index.ts";
import { say, Table, type Visit } from "../../platform/web/index.ts";
import type { Activity, Goal, Risk } from "../../steering/governance/index.ts";
import type { YearStory } from "../story.ts";

/** A board reads no list of fifty: the heaviest come first, and the register has the rest. */
const shownRisks = 5;

/** What a board follows beside the money (styrning): how far each goal has come, and the heaviest risks. */
export function Steering({
  visit,
  steering: { goals, activities, risks },
}: {
  visit: Visit;
  steering: YearStory["steering"];
}) {
  return (
    <>
      {goals.length === 0 ? null : <Goals visit={visit} goals={goals} activities={activities} />}
      {risks.length === 0 ? null : <Risks visit={visit} risks={risks} />}
    </>
  );
}

const states = [
  "done",
  "ongoing",
  "continues",
  "not-started",
  "stopped",
] as const satisfies Activity["state"][];

const stateHeads: Readonly<Record<Activity["state"], readonly [string, string]>> = {
  done: ["Klara", "Done"],
  ongoing: ["Pågår", "Ongoing"],
  continues: ["Fortsätter nästa år", "Continue next year"],
  "not-started": ["Ej påbörjade", "Not started"],
  stopped: ["Avbrutna", "Stopped"],
};

function Goals({
  visit,
  goals,
  activities,
}: {
  visit: Visit;
  goals: readonly Goal[];
  activities: readonly Activity[];
}) {
  const title = say(visit, "Målen", "The goals");
  const shown = states.filter((state) => activities.some((one) => one.state === state));
  return (
    <section>
      <h2>{title}</h2>
      <p class="note">
        {say(visit, "Aktiviteter per mål. ", "Activities by goal. ")}
        <a href="/registers/activities">{say(visit, "Alla aktiviteter", "All activities")}</a>
      </p>
      <Table label={title}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Mål", "Goal")}</th>
            {shown.map((state) => (
              <th scope="col" class="number">
                {say(visit, ...stateHeads[state])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {goals.map((goal) => (
            <tr>
              <th scope="row">
                {goal.text}
                {goal.assessment ? <span class="beneath">{goal.assessment}</span> : null}
              </th>
              {shown.map((state) => (
                <td class="number">
                  {activities.filter((one) => one.goal === goal.goal && one.state === state).length}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Risks({ visit, risks }: { visit: Visit; risks: readonly Risk[] }) {
  const title = say(visit, "De tyngsta riskerna", "The heaviest risks");
  const heaviest = risks
    .toSorted((a, b) => weightOf(b) - weightOf(a) || byCode(a.risk, b.risk))
    .slice(0, shownRisks);
  return (
    <section>
      <h2>{title}</h2>
      <p class="note">
        {say(
          visit,
          `${heaviest.length} av ${risks.length}, efter sannolikhet gånger påverkan (högst 16). `,
          `${heaviest.length} of ${risks.length}, by likelihood times impact (16 at most). `,
        )}
        <a href="/registers/risks">{say(visit, "Alla risker", "All risks")}</a>
      </p>
      <Table label={title}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Risk", "Risk")}</th>
            <th scope="col">{say(visit, "Åtgärder", "Measures")}</th>
            <th scope="col" class="number">
              {say(visit, "Förra året", "Last year")}
            </th>
            <th scope="col" class="number">
              {say(visit, "Nu", "Now")}
            </th>
          </tr>
        </thead>
        <tbody>
          {heaviest.map((risk) => (
            <tr>
              <th scope="row">
                {risk.text}
                {risk.owner ? <span class="beneath">{risk.owner}</span> : null}
              </th>
              <td>{risk.measures}</td>
              <td class="number">{weightBefore(risk) ?? "–"}</td>
              <td class="number">{weightOf(risk)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function weightOf({ likelihood, impact }: Risk): number {
  return likelihood * impact;
}

function weightBefore({ likelihoodBefore, impactBefore }: Risk): number | undefined {
  return likelihoodBefore === undefined || impactBefore === undefined
    ? undefined
    : likelihoodBefore * impactBefore;
}
