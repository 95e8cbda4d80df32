import { byCode, type Day, type Problem } from "../../kernel/index.ts";
import { comment, defineRegister, type Entry, owner, synthetic } from "../../platform/registers/index.ts";
import { serviceReference } from "../catalogue/index.ts";
import type { Need } from "./dialogue.ts";
import { problemOf } from "./problems.ts";
import { customer, customerReference } from "./register-columns.ts";

export const demandStates = [
  "received",
  "reviewed",
  "prioritised",
  "started",
  "delivered",
  "declined",
] as const;
export type DemandState = (typeof demandStates)[number];

/** The days that a state cannot be without: nothing is prioritised that the customer's own role has not reviewed. */
const daysOf: Readonly<Record<DemandState, readonly ("reviewedOn" | "decidedOn" | "deliveredOn")[]>> = {
  received: [],
  reviewed: ["reviewedOn"],
  prioritised: ["reviewedOn", "decidedOn"],
  started: ["reviewedOn", "decidedOn"],
  delivered: ["reviewedOn", "decidedOn", "deliveredOn"],
  declined: ["decidedOn"],
};

/** The demand intake (behovshantering, R013): what customers have asked for, with whom of them stands behind it. */
export const demands = defineRegister({
  name: "demands",
  titleSv: "Behovshantering",
  titleEn: "Demand intake",
  path: "customers/demands.csv",
  table: "customers.demand",
  objectKind: "demand",
  columns: [
    { name: "demand", type: "code", aliases: ["behovsnummer"] },
    customer,
    { name: "service", type: "code", aliases: ["tjänst", "tjanst"], optional: true, empty: true },
    { name: "title", type: "text", aliases: ["rubrik"] },
    { name: "benefit", type: "text", aliases: ["nytta"], optional: true, empty: true },
    { name: "state", type: "choice", values: demandStates, aliases: ["läge"] },
    { name: "priority", type: "whole", aliases: ["prioritet"], optional: true, empty: true },
    { name: "received_on", type: "day", aliases: ["inkommit"] },
    { name: "reviewed_by", type: "text", aliases: ["granskat_av"], optional: true, empty: true },
    { name: "reviewed_on", type: "day", aliases: ["granskat"], optional: true, empty: true },
    { name: "decided_on", type: "day", aliases: ["beslutat"], optional: true, empty: true },
    { name: "delivered_on", type: "day", aliases: ["levererat"], optional: true, empty: true },
    { name: "estimate", type: "kronor", aliases: ["uppskattad_kostnad"], optional: true, empty: true },
    { name: "project", type: "code", aliases: ["projekt"], optional: true, empty: true },
    owner,
    synthetic,
    comment,
  ],
  lists: [],
  key: ["demand"],
  references: [customerReference("customer"), serviceReference("service")],
  removes: false,
  check: (entries, file) =>
    entries.flatMap((entry): Problem[] => {
      const lacking = daysOf[entry.state].filter((day) => entry[day] === undefined);
      const unsigned = entry.reviewedOn !== undefined && entry.reviewedBy === "";
      if (lacking.length === 0 && !unsigned) return [];
      const names = [...lacking.map((day) => dayColumn[day]), ...(unsigned ? ["reviewed_by"] : [])].join(
        ", ",
      );
      return [
        problemOf(
          "customers.demand-without-day",
          { file, line: entry.line, text: entry.demand },
          {
            message_sv: `Behovet ${entry.demand} är ${entry.state} men saknar ${names}.`,
            message_en: `The demand ${entry.demand} is ${entry.state} but lacks ${names}.`,
          },
        ),
      ];
    }),
});
export type Demand = Entry<typeof demands>;

const dayColumn = {
  reviewedOn: "reviewed_on",
  decidedOn: "decided_on",
  deliveredOn: "delivered_on",
} as const;

/** A need on its way through the intake: told in a meeting, taken into the intake, decided, delivered. */
export interface NeedOnItsWay {
  readonly need: string;
  readonly customer: string;
  readonly text: string;
  readonly state: Need["state"];
  readonly demand: string;
  readonly demandState: DemandState | undefined;
  readonly owner: string;
  readonly dueOn: Day | undefined;
  /** Captured, and its day has passed. */
  readonly late: boolean;
}

/** The needs that are not yet answered or delivered on a day, the most urgent first. */
export function openNeeds(
  needs: readonly Need[],
  intake: readonly Pick<Demand, "demand" | "state">[],
  day: Day,
): NeedOnItsWay[] {
  const stateOf = new Map(intake.map((one) => [one.demand, one.state]));
  return needs
    .map((need): NeedOnItsWay => ({
      need: need.need,
      customer: need.customer,
      text: need.text,
      state: need.state,
      demand: need.demand,
      demandState: stateOf.get(need.demand),
      owner: need.owner,
      dueOn: need.dueOn,
      late: need.state === "captured" && need.dueOn !== undefined && need.dueOn < day,
    }))
    .filter(
      (need) =>
        need.state === "captured" ||
        (need.state === "in-demand" && need.demandState !== "delivered" && need.demandState !== "declined"),
    )
    .sort((a, b) => byCode(a.dueOn ?? "9", b.dueOn ?? "9") || byCode(a.need, b.need));
}
