import { byCode, type Day, isInForce, type Ore, type Problem, sumOre } from "../../kernel/index.ts";
import {
  comment,
  defineRegister,
  type Entry,
  owner,
  type RegisterDefinition,
  synthetic,
} from "../../platform/registers/index.ts";
import { serviceReference } from "../catalogue/index.ts";
import type { ServiceUse } from "./consolidation.ts";
import { problemOf } from "./problems.ts";
import { customer, customerReference } from "./register-columns.ts";

/** Where the move of a customer stands. A study (förstudie) plans nothing yet; a stopped plan is a deviation. */
export const planStages = ["study", "planned", "ongoing", "done", "stopped"] as const;
export type PlanStage = (typeof planStages)[number];

/** The moves of customers to shared services (R019, R020), and what a stopped one lost (R022). */
export const consolidationPlans = defineRegister({
  name: "consolidation-plans",
  titleSv: "Konsolideringsplaner",
  titleEn: "Consolidation plans",
  path: "customers/consolidation-plans.csv",
  table: "customers.consolidation_plan",
  objectKind: "consolidation-plan",
  columns: [
    customer,
    { name: "plan", type: "code" },
    { name: "name", type: "text", aliases: ["namn"] },
    { name: "stage", type: "choice", values: planStages, aliases: ["läge"] },
    { name: "project", type: "code", aliases: ["projekt"], optional: true, empty: true },
    { name: "planned_from", type: "day", aliases: ["planerad_från"], optional: true, empty: true },
    { name: "planned_to", type: "day", aliases: ["planerad_till"], optional: true, empty: true },
    { name: "stopped_on", type: "day", aliases: ["avbruten"], optional: true, empty: true },
    { name: "sunk_cost", type: "kronor", aliases: ["nedlagd_kostnad"], optional: true, empty: true },
    { name: "deviation", type: "text", aliases: ["avvikelse"], optional: true, empty: true },
    { name: "response", type: "text", aliases: ["åtgärd"], optional: true, empty: true },
    { name: "user_rating", type: "micro", aliases: ["användarbetyg"], optional: true, empty: true },
    owner,
    synthetic,
    comment,
  ],
  lists: [],
  key: ["customer", "plan"],
  references: [customerReference("customer")],
  removes: false,
  check: (entries, file) =>
    entries.flatMap((entry): Problem[] => {
      const place = { file, line: entry.line };
      if (entry.stage === "stopped" && (entry.stoppedOn === undefined || entry.deviation === ""))
        return [
          problemOf("customers.stopped-without-deviation", place, {
            message_sv: `Planen ${entry.customer} ${entry.plan} är avbruten men saknar dag eller avvikelsetext.`,
            message_en: `The plan ${entry.customer} ${entry.plan} is stopped but lacks the day or the text of the deviation.`,
          }),
        ];
      if (entry.stage !== "stopped" && entry.stoppedOn !== undefined)
        return [
          problemOf("customers.stopped-without-deviation", place, {
            message_sv: `Planen ${entry.customer} ${entry.plan} har en dag då den avbröts men är inte avbruten.`,
            message_en: `The plan ${entry.customer} ${entry.plan} has a day of stopping but is not stopped.`,
          }),
        ];
      if (entry.project !== "" && entry.sunkCostOre !== undefined)
        return [
          problemOf("customers.sunk-cost-typed", place, {
            message_sv: `Planen ${entry.customer} ${entry.plan} följs i projektet ${entry.project}: nedlagd kostnad läses ur böckerna.`,
            message_en: `The plan ${entry.customer} ${entry.plan} is followed in the project ${entry.project}: its sunk cost is read from the books.`,
          }),
        ];
      return [];
    }),
});
export type ConsolidationPlan = Entry<typeof consolidationPlans>;

const step = { name: "step", type: "whole", aliases: ["steg"] } as const;

/** What has to be true before a step goes live (R020): a step with anything left open cannot be completed. */
export const goLiveChecks = defineRegister({
  name: "go-live-checks",
  titleSv: "Kontroller före driftsättning",
  titleEn: "Checks before going live",
  path: "customers/go-live-checks.csv",
  table: "customers.go_live_check",
  objectKind: "go-live-check",
  columns: [
    customer,
    { name: "plan", type: "code" },
    step,
    { name: "point", type: "code", aliases: ["kontrollpunkt"] },
    { name: "text", type: "text", aliases: ["beskrivning"] },
    owner,
    { name: "done_on", type: "day", aliases: ["klart"], optional: true, empty: true },
    comment,
  ],
  lists: [],
  key: ["customer", "plan", "step", "point"],
  references: [
    {
      columns: ["customer", "plan", "step"],
      table: "customers.consolidation_step",
      keys: ["customer", "plan", "step"],
      sv: "konsolideringsplanernas steg",
      en: "steps of consolidation plans",
    },
  ],
  removes: false,
});
export type GoLiveCheck = Entry<typeof goLiveChecks>;

/** The checks of a step that are not done by a day. */
export function openChecks(
  checks: readonly GoLiveCheck[],
  {
    customer: code,
    plan,
    step: no,
  }: { readonly customer: string; readonly plan: string; readonly step: number },
  day: Day,
): GoLiveCheck[] {
  return checks.filter(
    (one) =>
      one.customer === code &&
      one.plan === plan &&
      one.step === no &&
      (one.doneOn === undefined || one.doneOn > day),
  );
}

export const consolidationSteps = defineRegister({
  name: "consolidation-steps",
  titleSv: "Konsolideringsplanernas steg",
  titleEn: "Steps of consolidation plans",
  path: "customers/consolidation-steps.csv",
  table: "customers.consolidation_step",
  objectKind: "consolidation-step",
  columns: [
    customer,
    { name: "plan", type: "code" },
    step,
    { name: "services", type: "text", aliases: ["tjänster"] },
    { name: "planned_on", type: "day", aliases: ["planerat"], optional: true, empty: true },
    { name: "done_on", type: "day", aliases: ["klart"], optional: true, empty: true },
    { name: "use_from", type: "day", aliases: ["används_från"], optional: true, empty: true },
    comment,
  ],
  lists: ["services"],
  key: ["customer", "plan", "step"],
  references: [
    {
      columns: ["customer", "plan"],
      table: "customers.consolidation_plan",
      keys: ["customer", "plan"],
      sv: "konsolideringsplanerna",
      en: "consolidation plans",
    },
    serviceReference("services"),
  ],
  removes: true,
  beside: [goLiveChecks as unknown as RegisterDefinition],
  check: (entries, file, beside) => [
    ...entries
      .filter((entry) => entry.useFrom !== undefined && (entry.doneOn ?? "9") > entry.useFrom)
      .map((entry): Problem =>
        problemOf(
          "customers.use-before-done",
          { file, line: entry.line },
          {
            message_sv: `Steg ${entry.step} i ${entry.customer} ${entry.plan} används från ${entry.useFrom} men är inte klart då.`,
            message_en: `Step ${entry.step} of ${entry.customer} ${entry.plan} is in use from ${entry.useFrom} but is not done by then.`,
          },
        ),
      ),
    ...entries.flatMap((entry): Problem[] => {
      if (entry.doneOn === undefined) return [];
      const open = openChecks(
        (beside.get(goLiveChecks.name) ?? []) as readonly GoLiveCheck[],
        entry,
        entry.doneOn,
      );
      if (open.length === 0) return [];
      const names = open.map((one) => one.point).join(", ");
      return [
        problemOf(
          "customers.done-with-open-checks",
          { file, line: entry.line, text: names },
          {
            message_sv: `Steg ${entry.step} i ${entry.customer} ${entry.plan} är klart ${entry.doneOn} men kontrollerna ${names} är det inte.`,
            message_en: `Step ${entry.step} of ${entry.customer} ${entry.plan} is done on ${entry.doneOn} but the checks ${names} are not.`,
          },
        ),
      ];
    }),
  ],
});
export type ConsolidationStep = Entry<typeof consolidationSteps>;

/**
 * Use of services with what completed steps give (R020): a customer uses the services of a step from its day, unless the
 * register of use says so already. Billing asks for the charge of whatever is used.
 */
export function withCompletedSteps(
  uses: readonly ServiceUse[],
  steps: readonly ConsolidationStep[],
): ServiceUse[] {
  const byPair = new Map<string, ServiceUse[]>();
  for (const use of uses) {
    const key = `${use.customer} ${use.service}`;
    byPair.set(key, [...(byPair.get(key) ?? []), use]);
  }
  const added: ServiceUse[] = [];
  for (const step of steps) {
    if (step.doneOn === undefined) continue;
    const validFrom = step.useFrom ?? step.doneOn;
    for (const service of step.services) {
      const key = `${step.customer} ${service}`;
      const known = byPair.get(key) ?? [];
      // What the register says of the days after wins: an end that is written down is not undone by an old step.
      if (
        known.some((use) => use.stage === "done" && (isInForce(use, validFrom) || use.validFrom > validFrom))
      )
        continue;
      const use: ServiceUse = {
        customer: step.customer,
        service,
        validFrom,
        validTo: undefined,
        stage: "done",
      };
      byPair.set(key, [...known, use]);
      added.push(use);
    }
  }
  return [...uses, ...added].sort(
    (a, b) =>
      byCode(a.customer, b.customer) || byCode(a.service, b.service) || byCode(a.validFrom, b.validFrom),
  );
}

/** A stopped plan as a deviation (avvikelse): whose, when, why, what it cost and how it was answered. */
export interface StoppedPlan {
  readonly customer: string;
  readonly plan: string;
  readonly name: string;
  readonly stoppedOn: Day;
  readonly deviation: string;
  readonly response: string;
  readonly sunkCostOre: Ore | undefined;
}

/** The plans that were stopped within some days, and what was lost in all where it is known. */
export function stoppedPlans(
  plans: readonly ConsolidationPlan[],
  { first, last }: { readonly first: Day; readonly last: Day },
): { readonly plans: readonly StoppedPlan[]; readonly sunkCostOre: Ore } {
  const stopped = plans.flatMap((plan): StoppedPlan[] =>
    plan.stage === "stopped" &&
    plan.stoppedOn !== undefined &&
    plan.stoppedOn >= first &&
    plan.stoppedOn <= last
      ? [
          {
            customer: plan.customer,
            plan: plan.plan,
            name: plan.name,
            stoppedOn: plan.stoppedOn,
            deviation: plan.deviation,
            response: plan.response,
            sunkCostOre: plan.sunkCostOre,
          },
        ]
      : [],
  );
  return {
    plans: stopped,
    sunkCostOre: sumOre(
      stopped.flatMap((plan) => (plan.sunkCostOre === undefined ? [] : [plan.sunkCostOre])),
    ),
  };
}
