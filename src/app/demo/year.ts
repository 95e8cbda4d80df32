import { assert, type Period, periodOf, Refusal } from "../../kernel/index.ts";
import type { Database, Transaction } from "../../platform/database/index.ts";
import { firstPersonOf } from "../../platform/access/actions/index.ts";
import { JobCancelled, type JobContext } from "../../platform/jobs/index.ts";
import {
  acceptCorrection,
  approve,
  issue,
  rehearse,
  rehearseCorrection,
} from "../../economy/invoicing/actions/index.ts";
import { closeMonth, judgeStep } from "../../economy/closing/actions/index.ts";
import {
  decideSettlement,
  issueSettlement,
  proposeSettlement,
} from "../../economy/settlement/actions/index.ts";

export const exampleYear = 2024;

interface Act {
  readonly actor: string;
  readonly now: string;
}

interface People {
  readonly controller: string;
  readonly approver: string;
}

interface YearStep {
  readonly text: string;
  work(tx: Transaction, provider: string, by: People, now: string): Promise<unknown>;
}

/** A month's billing run by two persons: the controller rehearses and issues, the approver approves. */
function billingRun(period: Period): YearStep {
  return {
    text: `Fakturakörning ${period}`,
    async work(tx, provider, { controller, approver }, now) {
      await rehearse(tx, provider, { period }, { actor: controller, now });
      await approve(tx, provider, { period }, { actor: approver, now });
      return issue(tx, provider, { period }, { actor: controller, now });
    },
  };
}

/** The credit to Liseberg for 2022-2023 and the months of 2024 that had been invoiced when it was decided. */
const lisebergCredit: YearStep = {
  text: "Kreditering Liseberg 2022-2024",
  async work(tx, provider, { controller, approver }, now) {
    const customer = "LISEBERG";
    const bookingPeriod = periodOf(exampleYear, 10);
    await rehearseCorrection(tx, provider, { customer, bookingPeriod }, { actor: controller, now });
    return acceptCorrection(
      tx,
      provider,
      { customer, bookingPeriod, decision: "LIS-2024" },
      { actor: approver, now },
    );
  },
};

/** The preliminary settlement on the November books, invoiced in December. */
const settlement: YearStep = {
  text: "Återreglering på novembers utfall",
  async work(tx, provider, { controller, approver }, now) {
    const wanted = { year: exampleYear, basis: "ytd@11" } as const;
    const by = (actor: string): Act => ({ actor, now });
    await proposeSettlement(tx, provider, wanted, by(controller));
    await decideSettlement(tx, provider, { ...wanted, decision: "ATER-2024" }, by(approver));
    return issueSettlement(tx, provider, wanted, by(controller));
  },
};

/** What the controller says of a month's steps that data cannot tick, or that an invented city has nobody to do with. */
const judgements = [
  { step: "drivers", state: "seen", text: "Exempel: värdena är årets och har inte frysts månad för månad." },
  { step: "delivered", state: "seen", text: "Exempel: ingen mottagare finns att lämna ut till." },
  { step: "reconciled", state: "seen", text: "Exempel: de påhittade köparna har inga egna böcker." },
  { step: "deviations", state: "done", text: "Exempel: avvikelserna förklaras i årsrapportens kapitel 3." },
  { step: "report", state: "done", text: "Exempel: månaden ingår i årsrapporten." },
] as const;

/** The month's closing with its judgements and its protocol. */
function closing(period: Period): YearStep {
  return {
    text: `Stänger ${period}`,
    async work(tx, provider, { controller }, now) {
      const by = { actor: controller, now };
      for (const said of judgements) await judgeStep(tx, provider, { period, ...said }, by);
      return closeMonth(tx, provider, period, by);
    },
  };
}

const months = Array.from({ length: 12 }, (_, index) => periodOf(exampleYear, index + 1));

/** The year 2024 as it was: runs, the credit, the settlement, and the closing of the year. */
export const yearSteps: readonly YearStep[] = [
  ...months.slice(0, 9).map(billingRun),
  lisebergCredit,
  ...months.slice(9).map(billingRun),
  settlement,
  ...months.map(closing),
];

/**
 * Plays the example's year as a job: each step is one transaction with its note of progress, so that a killed start goes on
 * where it was.
 */
export async function playYear(
  { database, scope, resumeFrom, progress, cancelled }: JobContext,
  now: () => string,
): Promise<{ steps: number }> {
  const by = await peopleOf(database, scope.provider);
  for (const [index, step] of yearSteps.entries()) {
    if (index < resumeFrom) continue;
    if (cancelled()) throw new JobCancelled();
    await database.transaction(scope, async (tx) => {
      await step.work(tx, scope.provider, by, now());
      await progress(index + 1, yearSteps.length, step.text, tx);
    });
  }
  return { steps: yearSteps.length };
}

async function peopleOf(database: Database, provider: string): Promise<People> {
  return database.transaction({ role: "staff", provider, actor: "job:example-year" }, async (tx) => {
    const controller = await firstPersonOf(tx, provider, "controller");
    const approver = await firstPersonOf(tx, provider, "approver");
    assert(
      controller !== undefined && approver !== undefined,
      "the example has a controller and an approver",
    );
    return { controller, approver };
  });
}

/** For tests and benchmarks that want the year without a queue. */
export async function playYearAtOnce(database: Database, provider: string, now: () => string): Promise<void> {
  const by = await peopleOf(database, provider);
  for (const step of yearSteps) {
    try {
      await database.transaction({ role: "staff", provider, actor: by.controller }, (tx) =>
        step.work(tx, provider, by, now()),
      );
    } catch (error) {
      if (error instanceof Refusal) throw new Error(`${step.text}: ${error.message}`, { cause: error });
      throw error;
    }
  }
}
