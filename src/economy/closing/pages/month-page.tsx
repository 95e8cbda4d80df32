import { parsePeriod, type Period, periodsOfYear } from "../../../kernel/index.ts";
import { formatPeriod, monthName } from "../../../platform/language/index.ts";
import { ActForm, type Page, say, staffRoles, Title, type Visit } from "../../../platform/web/index.ts";
import { closedMonths, monthInTurn, monthOf } from "../actions/index.ts";
import { judged, type Month, type MonthStep, whatStops } from "../index.ts";
import { askToReopenAct, closeMonthAct, judgeAct, reopenMonthAct } from "./month-acts.ts";
import { StateTag } from "./state-tag.tsx";

/** The month's closing as a list that ticks itself, with the one thing that stops on top. */
export const monthPage: Page = {
  path: "/month",
  allow: staffRoles,
  async render(visit) {
    const { id: provider, year } = visit.provider;
    const asked = parsePeriod(visit.query("period") ?? "");
    const { month, closed } = await visit.recall(`month:${year}:${asked ?? ""}`, async (tx) => {
      const period = asked ?? (await monthInTurn(tx, provider, year));
      return { month: await monthOf(tx, provider, period), closed: await closedMonths(tx, provider) };
    });
    const title = `${say(visit, "Stänga", "Closing")} ${formatPeriod(month.period, visit.language)}`;
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Listan bockar av sig själv när data säger att ett steg är klart. Det du själv ska bedöma skriver du här.",
              "The list ticks itself when data says that a step is done. What is yours to judge you write here.",
            )}
          >
            {title}
          </Title>
          <MonthChoices visit={visit} period={month.period} closed={closed} />
          <Standing visit={visit} month={month} />
          {(["basis", "billing", "follow-up"] as const).map((group) => (
            <Group visit={visit} month={month} group={group} />
          ))}
          <Ends visit={visit} month={month} />
        </>
      ),
    };
  },
};

function MonthChoices({
  visit,
  period,
  closed,
}: {
  visit: Visit;
  period: Period;
  closed: readonly string[];
}) {
  const year = Number(period.slice(0, 4));
  return (
    <ul class="choices">
      {periodsOfYear(year).map((one) => (
        <li>
          <a href={`/month?period=${one}`} aria-current={one === period ? "true" : undefined}>
            {monthName(one, visit.language).slice(0, 3)}
            {closed.includes(one) ? (
              <>
                <span aria-hidden="true"> ✓</span>
                <span class="ds-sr-only">{say(visit, ", stängd", ", closed")}</span>
              </>
            ) : null}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The one thing that stops; that nothing does; or that the month is closed. */
function Standing({ visit, month }: { visit: Visit; month: Month }) {
  const stops = whatStops(month.steps);
  const counted = month.steps.filter((step) => step.state !== "none");
  const done = counted.filter((step) => step.state === "done" || step.state === "seen").length;
  const progress = (
    <p class="kicker-line">
      <progress
        max={counted.length}
        value={done}
        aria-label={say(visit, "Klara steg", "Steps that are done")}
      />{" "}
      {say(visit, `${done} av ${counted.length} steg`, `${done} of ${counted.length} steps`)}
    </p>
  );
  if (month.state === "closed")
    return (
      <section class="standing closed">
        <h2>{say(visit, "Månaden är stängd", "The month is closed")}</h2>
        <p>
          {say(visit, "Av", "By")} {month.closedBy}, {day(month.closedAt)}.{" "}
          <a href={`/month/${month.period}/protocol`}>
            {say(visit, "Visa protokollet", "Show the protocol")}
          </a>
        </p>
      </section>
    );
  if (stops === undefined)
    return (
      <section class="standing ready">
        <h2>{say(visit, "Inget stoppar", "Nothing stops")}</h2>
        {progress}
        <ActForm visit={visit} act={closeMonthAct} parameters={{ period: month.period }} />
      </section>
    );
  return (
    <section class="standing stops">
      <h2>
        {say(visit, "Det som stoppar: ", "What stops: ")}
        {say(visit, stops.sv, stops.en).toLowerCase()}
      </h2>
      <p>
        {say(visit, stops.tellsSv, stops.tellsEn)}{" "}
        <a href={stops.step === "deviations" ? `#step-${stops.step}` : stops.path}>
          {say(visit, "Gå dit", "Go there")}
        </a>
      </p>
      {progress}
    </section>
  );
}

const groupNames: Readonly<Record<MonthStep["group"], readonly [string, string]>> = {
  basis: ["Underlag", "Basis"],
  billing: ["Kalkyl och faktura", "Costing and billing"],
  "follow-up": ["Uppföljning", "Follow-up"],
};

function Group({ visit, month, group }: { visit: Visit; month: Month; group: MonthStep["group"] }) {
  return (
    <section>
      <h2>{say(visit, ...groupNames[group])}</h2>
      <ul class="tasks">
        {month.steps
          .filter((step) => step.group === group)
          .map((step) => (
            <li id={`step-${step.step}`}>
              <Task visit={visit} month={month} step={step} />
            </li>
          ))}
      </ul>
    </section>
  );
}

function Task({ visit, month, step }: { visit: Visit; month: Month; step: MonthStep }) {
  const isMine =
    month.state === "open" && judged.includes(step.step) && step.state !== "done" && step.state !== "none";
  return (
    <>
      <div class="task">
        <span class={`tick ${step.state}`} aria-hidden="true" />
        <div>
          <a href={step.path}>{say(visit, step.sv, step.en)}</a>
          <span class="beneath">{say(visit, step.tellsSv, step.tellsEn)}</span>
          {step.judgement === undefined ? null : (
            <span class="beneath">
              {step.judgement.judgedBy}, {day(step.judgement.judgedAt)}
              {step.judgement.text === step.tellsSv ? "" : `: ${step.judgement.text}`}
            </span>
          )}
        </div>
        <StateTag visit={visit} state={step.state} />
      </div>
      {isMine && judgeAct.mandate.roles.includes(visit.person.role) ? (
        <details class="judge">
          <summary>
            {say(visit, "Bedöm", "Judge")}
            <span class="ds-sr-only">: {say(visit, step.sv, step.en)}</span>
          </summary>
          <ActForm
            visit={visit}
            act={judgeAct}
            parameters={{ period: month.period }}
            values={
              step.step === "deviations" || step.step === "report"
                ? { step: step.step, state: "done" }
                : { step: step.step, state: "seen" }
            }
          />
        </details>
      ) : null}
    </>
  );
}

/** Closing that says why it cannot, reopening by two. */
function Ends({ visit, month }: { visit: Visit; month: Month }) {
  const parameters = { period: month.period };
  if (month.state === "open")
    return whatStops(month.steps) === undefined ? null : (
      <div class="acts">
        <ActForm visit={visit} act={closeMonthAct} parameters={parameters} quiet />
      </div>
    );
  const { reopening } = month;
  if (reopening === undefined)
    return (
      <details class="judge">
        <summary>{say(visit, "Öppna månaden igen", "Reopen the month")}</summary>
        <p class="note">
          {say(
            visit,
            "Du anger skälet; någon annan med samma befogenhet öppnar. Båda står i behandlingshistoriken.",
            "You give the reason; somebody else of the same mandate opens. Both stand in the audit.",
          )}
        </p>
        <ActForm visit={visit} act={askToReopenAct} parameters={parameters} quiet />
      </details>
    );
  return (
    <section class="standing stops">
      <h2>{say(visit, "Någon ber om att månaden öppnas", "Somebody asks for the month to be reopened")}</h2>
      <p>
        {reopening.askedBy}, {day(reopening.askedAt)}: {reopening.reason}
      </p>
      {reopening.askedBy === visit.person.login ? (
        <p>{say(visit, "Väntar på en annan person.", "Waits for another person.")}</p>
      ) : (
        <ActForm visit={visit} act={reopenMonthAct} parameters={parameters} />
      )}
    </section>
  );
}

function day(at: string | undefined): string {
  return at === undefined ? "" : new Date(at).toISOString().slice(0, 10);
}
