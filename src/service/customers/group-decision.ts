import { byCode, type Day, isInForce, type Problem } from "../../kernel/index.ts";
import { comment, defineRegister, type Entry, owner, synthetic } from "../../platform/registers/index.ts";
import { serviceReference } from "../catalogue/index.ts";
import type { ServiceUse } from "./consolidation.ts";
import type { Customer } from "./customer.ts";
import type { ConsolidationPlan } from "./plan.ts";
import { problemOf } from "./problems.ts";
import { customer, customerReference } from "./register-columns.ts";

/** What a group of companies has decided for its members (R017): one decision may move many customers at once. */
export const groupDecisions = defineRegister({
  name: "group-decisions",
  titleSv: "Koncernbeslut",
  titleEn: "Decisions of company groups",
  path: "customers/group-decisions.csv",
  table: "customers.group_decision",
  objectKind: "group-decision",
  columns: [
    { ...customer, aliases: ["kund", "koncern"] },
    { name: "decision", type: "code", aliases: ["beslut"] },
    { name: "effect", type: "choice", values: ["adopt", "decline"], aliases: ["innebörd"] },
    { name: "services", type: "text", aliases: ["tjänster"] },
    { name: "decided_on", type: "day", aliases: ["beslutsdag"] },
    { name: "use_from", type: "day", aliases: ["används_från"], optional: true, empty: true },
    { name: "except_for", type: "text", aliases: ["utom"], optional: true, empty: true },
    { name: "text", type: "text", aliases: ["beskrivning"] },
    owner,
    synthetic,
    comment,
  ],
  lists: ["services", "except_for"],
  key: ["customer", "decision"],
  references: [customerReference("customer"), serviceReference("services"), customerReference("except_for")],
  removes: false,
  check: (entries, file) =>
    entries
      .filter((entry) => entry.useFrom !== undefined && entry.useFrom < entry.decidedOn)
      .map((entry): Problem =>
        problemOf(
          "customers.use-before-decision",
          { file, line: entry.line, text: entry.decision },
          {
            message_sv: `Koncernbeslutet ${entry.decision} gäller från ${entry.useFrom}, före beslutsdagen.`,
            message_en: `The group decision ${entry.decision} holds from ${entry.useFrom}, before the day it was made.`,
          },
        ),
      ),
});
export type GroupDecision = Entry<typeof groupDecisions>;

/** The customers of a group on a day: the one at the top and everyone below it, in order of code. */
export function groupMembers(customers: readonly Customer[], top: string, day: Day): Customer[] {
  const inForce = customers.filter((one) => isInForce(one, day));
  const members = new Set([top]);
  for (let before = 0; before < members.size;) {
    before = members.size;
    for (const one of inForce)
      if (one.parent !== undefined && members.has(one.parent)) members.add(one.customer);
  }
  return inForce.filter((one) => members.has(one.customer)).sort((a, b) => byCode(a.customer, b.customer));
}

/** What a decision means for one member. */
export interface GroupMove {
  readonly customer: string;
  readonly name: string;
  readonly exempt: boolean;
  /** Services of the decision that the member uses already. */
  readonly uses: readonly string[];
  /** Those that it is to use, and no plan has yet. */
  readonly toPlan: readonly string[];
  /** Open plans that a refusal stops. */
  readonly toStop: readonly string[];
}

/** Member by member what a group's decision asks for, given what is used and planned. The same decision again asks for nothing. */
export function groupMoves(
  decision: Pick<GroupDecision, "customer" | "decision" | "effect" | "services" | "decidedOn" | "exceptFor">,
  {
    customers,
    uses,
    plans,
  }: {
    readonly customers: readonly Customer[];
    readonly uses: readonly ServiceUse[];
    readonly plans: readonly (Pick<ConsolidationPlan, "customer" | "plan" | "stage"> & {
      readonly services: readonly string[];
    })[];
  },
): GroupMove[] {
  return groupMembers(customers, decision.customer, decision.decidedOn).map((one): GroupMove => {
    const exempt = decision.exceptFor.includes(one.customer);
    const own = uses.filter(
      (use) => use.customer === one.customer && use.stage === "done" && isInForce(use, decision.decidedOn),
    );
    const used = decision.services.filter((service) => own.some((use) => use.service === service));
    const open = plans.filter(
      (plan) => plan.customer === one.customer && plan.stage !== "stopped" && plan.stage !== "done",
    );
    const planned = new Set(
      plans
        .filter((plan) => plan.customer === one.customer && plan.stage !== "stopped")
        .flatMap((plan) => plan.services),
    );
    const adopts = decision.effect === "adopt" && !exempt;
    const declines = decision.effect === "decline" && !exempt;
    return {
      customer: one.customer,
      name: one.name,
      exempt,
      uses: used,
      toPlan: adopts
        ? decision.services.filter((service) => !used.includes(service) && !planned.has(service))
        : [],
      toStop: declines
        ? open
            .filter((plan) => plan.services.some((service) => decision.services.includes(service)))
            .map((plan) => plan.plan)
            .sort(byCode)
        : [],
    };
  });
}
