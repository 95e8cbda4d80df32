import { byCode, type Day, isInForce } from "../../kernel/index.ts";
import { asThen, type Catalogue, classOn, servicesOn } from "../catalogue/index.ts";
import type { ServiceUse } from "./consolidation.ts";
import { type Customer, type CustomerKind, groupOfKind, internalCustomersOn } from "./customer.ts";
import type { ConsolidationPlan, ConsolidationStep, PlanStage } from "./plan.ts";

/** A cell of the matrix. `closed` where the service is not open to the customer, and so in no denominator. */
export type MatrixStage = "none" | "planned" | "ongoing" | "done" | "closed";

export interface MatrixRow {
  readonly customer: string;
  readonly name: string;
  readonly kind: CustomerKind;
  /** In the order of the matrix's services. */
  readonly stages: readonly MatrixStage[];
  /** Services in use of those open to the customer. */
  readonly done: number;
  readonly open: number;
}

export interface ConsolidationMatrix {
  readonly day: Day;
  readonly serviceClass: string;
  readonly services: readonly string[];
  readonly rows: readonly MatrixRow[];
  /** Customers that use no service of the class, in order of code. */
  readonly without: readonly string[];
}

const planned: Readonly<Record<PlanStage, MatrixStage | undefined>> = {
  study: "planned",
  planned: "planned",
  ongoing: "ongoing",
  // Done is said by the use itself; a stopped plan plans nothing any more.
  done: undefined,
  stopped: undefined,
};

/**
 * Customers by services with how far each has come (R019). What a customer uses is done, whatever a plan says; else the most
 * advanced plan with a step for the service tells.
 */
export function consolidationMatrix(
  {
    catalogue,
    customers,
    uses,
    plans,
    steps,
  }: {
    readonly catalogue: Catalogue;
    readonly customers: readonly Customer[];
    /** With completed steps. */
    readonly uses: readonly ServiceUse[];
    readonly plans: readonly ConsolidationPlan[];
    readonly steps: readonly ConsolidationStep[];
  },
  { day, serviceClass }: { readonly day: Day; readonly serviceClass: string },
): ConsolidationMatrix {
  const services = servicesOn(catalogue.services, day).filter(
    (one) => classOn(catalogue.classifications, one.service, day, asThen)?.class === serviceClass,
  );
  const known = new Map<string, MatrixStage>();
  const tell = (key: string, stage: MatrixStage): void => {
    const order: readonly MatrixStage[] = ["none", "planned", "ongoing", "done"];
    if (order.indexOf(stage) > order.indexOf(known.get(key) ?? "none")) known.set(key, stage);
  };
  const stageOf = new Map(plans.map((plan) => [`${plan.customer} ${plan.plan}`, plan.stage]));
  for (const step of steps) {
    const stage = planned[stageOf.get(`${step.customer} ${step.plan}`) ?? "stopped"];
    if (stage !== undefined) for (const service of step.services) tell(`${step.customer} ${service}`, stage);
  }
  for (const use of uses) {
    if (!isInForce(use, day) || use.stage === "stopped") continue;
    tell(`${use.customer} ${use.service}`, use.stage);
  }
  const rows = internalCustomersOn(customers, day)
    .sort((a, b) => byCode(a.customer, b.customer))
    .map((one): MatrixRow => {
      const stages = services.map((service): MatrixStage => {
        const stage = known.get(`${one.customer} ${service.service}`) ?? "none";
        const isOpen = service.eligible === "all" || groupOfKind(one.kind) === service.eligible;
        return isOpen || stage === "done" ? stage : "closed";
      });
      return {
        customer: one.customer,
        name: one.name,
        kind: one.kind,
        stages,
        done: stages.filter((stage) => stage === "done").length,
        open: stages.filter((stage) => stage !== "closed").length,
      };
    });
  return {
    day,
    serviceClass,
    services: services.map((one) => one.service),
    rows,
    without: rows.filter((row) => row.done === 0).map((row) => row.customer),
  };
}

/** What a customer buys, may buy and does not use (R007): every service of the day in one of three lists. */
export interface TakeUp {
  readonly customer: string;
  readonly used: readonly string[];
  /** Open to the customer and not in use. */
  readonly unused: readonly string[];
  /** Not open to the customer. */
  readonly closed: readonly string[];
}

export function takeUp(
  catalogue: Catalogue,
  customer: Customer,
  uses: readonly ServiceUse[],
  day: Day,
): TakeUp {
  const own = new Set(
    uses
      .filter((use) => use.customer === customer.customer && use.stage === "done" && isInForce(use, day))
      .map((use) => use.service),
  );
  const used: string[] = [];
  const unused: string[] = [];
  const closed: string[] = [];
  for (const service of servicesOn(catalogue.services, day)) {
    const isOpen = service.eligible === "all" || groupOfKind(customer.kind) === service.eligible;
    (own.has(service.service) ? used : isOpen ? unused : closed).push(service.service);
  }
  return { customer: customer.customer, used, unused, closed };
}

/** The adapted variants in use on a day, with until when and what they wait for (R021). */
export function variantsOn(
  uses: readonly ServiceUse[],
  day: Day,
): readonly (ServiceUse & { readonly variant: string })[] {
  return uses.flatMap((use) =>
    use.variant !== undefined && use.variant !== "" && isInForce(use, day)
      ? [{ ...use, variant: use.variant }]
      : [],
  );
}
