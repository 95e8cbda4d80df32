import { parsePeriod, type Period, Refusal } from "../../../kernel/index.ts";
import { type Act, type Doing, fieldUnreadable } from "../../../platform/web/index.ts";
import { closingPeriods } from "../../ledger/index.ts";
import { askToReopen, closeMonth, judgeStep, reopenMonth } from "../actions/index.ts";
import { judging } from "../mandates.ts";

/** Says of a step what data cannot. */
export const judgeAct: Act = {
  path: "/month/:period/judge",
  mandate: judging,
  sv: "Klarmarkera",
  en: "Mark as done",
  fields: [
    { name: "step", sv: "Steg", en: "Step", required: true },
    {
      name: "text",
      sv: "Vad som har setts, i en mening",
      en: "What has been seen, in a sentence",
      required: true,
      long: true,
    },
    {
      name: "state",
      sv: "Läge",
      en: "State",
      choices: [
        { value: "done", sv: "Klar", en: "Done" },
        { value: "seen", sv: "Sedd, inte klar", en: "Seen, not done" },
      ],
    },
  ],
  async run(tx, { provider, actor, now, parameter, field }) {
    const period = periodIn(parameter);
    const state = field("state") === "seen" ? "seen" : "done";
    const said = { period, step: field("step"), state, text: field("text") } as const;
    await judgeStep(tx, provider, said, { actor, now });
    return { to: monthPath(period), told: said };
  },
};

export const closeMonthAct: Act = {
  path: "/month/:period/close",
  mandate: closingPeriods,
  sv: "Stäng månaden",
  en: "Close the month",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    const period = periodIn(parameter);
    const changed = await closeMonth(tx, provider, period, { actor, now });
    return { to: `/month/${period}/protocol`, told: { period, state: "closed", changed } };
  },
};

export const askToReopenAct: Act = {
  path: "/month/:period/ask-reopen",
  mandate: closingPeriods,
  sv: "Be om att månaden öppnas",
  en: "Ask for the month to be reopened",
  fields: [{ name: "reason", sv: "Skäl", en: "Reason", required: true, long: true }],
  async run(tx, { provider, actor, now, parameter, field }) {
    const period = periodIn(parameter);
    await askToReopen(tx, provider, { period, reason: field("reason") }, { actor, now });
    return { to: monthPath(period), told: { period, asked_by: actor, reason: field("reason") } };
  },
};

export const reopenMonthAct: Act = {
  path: "/month/:period/reopen",
  mandate: closingPeriods,
  sv: "Öppna månaden",
  en: "Reopen the month",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    const period = periodIn(parameter);
    await reopenMonth(tx, provider, period, { actor, now });
    return { to: monthPath(period), told: { period, state: "open" } };
  },
};

export const monthActs: readonly Act[] = [judgeAct, closeMonthAct, askToReopenAct, reopenMonthAct];

function monthPath(period: Period): string {
  return `/month?period=${period}`;
}

function periodIn(parameter: Doing["parameter"]): Period {
  const said = parameter("period");
  const found = parsePeriod(said);
  if (found === undefined)
    throw new Refusal([
      fieldUnreadable({ name: "period", sv: "Månad, som 2024-11", en: "Month, like 2024-11" }, said),
    ]);
  return found;
}
