import { type Day, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type RegisterDefinition, unknownEntry } from "../../../platform/registers/index.ts";
import { addEntry, changeEntry, entriesOf } from "../../../platform/registers/actions/index.ts";

import {
  consolidationPlans,
  consolidationSteps,
  demands,
  deviations,
  groupDecisions,
  type GroupMove,
  groupMoves,
  needs,
} from "../index.ts";
import { problemOf } from "../problems.ts";
import { customersOf, serviceUsesOf } from "./read.ts";

interface Doing {
  readonly actor: string;
  readonly now: string;
}

/** The engine takes any register; the exact types of these are no help to it. */
const any = (definition: unknown): RegisterDefinition => definition as RegisterDefinition;

/** Takes a need into the demand intake (R013): the demand is made of the need, and the need says where it went. */
export async function takeIntoIntake(
  tx: Transaction,
  provider: string,
  { need: code, demand, on }: { readonly need: string; readonly demand: string; readonly on: Day },
  doing: Doing,
): Promise<void> {
  const need = (await entriesOf(tx, provider, needs)).find((one) => one.need === code);
  if (need === undefined) throw new Refusal([unknownEntry(needs.name, code)]);
  const cells = {
    demand,
    customer: need.customer,
    service: need.service,
    title: need.text,
    state: "received",
    received_on: on,
    owner: need.owner,
  };
  await addEntry(tx, provider, any(demands), cells, doing);
  await changeEntry(tx, provider, any(needs), { key: code, cells: { state: "in-demand", demand } }, doing);
}

/**
 * Stops a plan (R022): its stage, its day and why, and a deviation that is open until somebody has answered it. What it cost is not
 * typed: it is what the plan's project has in the books.
 */
export async function stopPlan(
  tx: Transaction,
  provider: string,
  {
    customer,
    plan,
    on,
    reason,
  }: { readonly customer: string; readonly plan: string; readonly on: Day; readonly reason: string },
  doing: Doing,
): Promise<string> {
  const key = `${customer} ${plan}`;
  const found = (await entriesOf(tx, provider, consolidationPlans)).find(
    (one) => one.customer === customer && one.plan === plan,
  );
  if (found === undefined) throw new Refusal([unknownEntry(consolidationPlans.name, key)]);
  if (found.stage === "stopped" || found.stage === "done")
    throw new Refusal([
      problemOf(
        "customers.already-stopped",
        { text: key },
        {
          message_sv: `Planen ${key} är redan ${found.stage}.`,
          message_en: `The plan ${key} is already ${found.stage}.`,
        },
      ),
    ]);
  const cells = { stage: "stopped", stopped_on: on, deviation: reason };
  await changeEntry(tx, provider, any(consolidationPlans), { key, cells }, doing);
  const deviation = `AVV-${customer}-${plan}`;
  await addEntry(
    tx,
    provider,
    any(deviations),
    {
      deviation,
      customer,
      plan,
      text: `${found.name}: avbruten`,
      cause: reason,
      state: "open",
      opened_on: on,
      owner: found.owner,
    },
    doing,
  );
  return deviation;
}

/** Completes a step (R020), which is refused while a check of it is open; from the day of use the customer uses its services. */
export async function completeStep(
  tx: Transaction,
  provider: string,
  {
    customer,
    plan,
    step,
    on,
    useFrom,
  }: {
    readonly customer: string;
    readonly plan: string;
    readonly step: number;
    readonly on: Day;
    readonly useFrom: Day;
  },
  doing: Doing,
): Promise<boolean> {
  const key = `${customer} ${plan} ${step}`;
  return changeEntry(
    tx,
    provider,
    any(consolidationSteps),
    { key, cells: { done_on: on, use_from: useFrom } },
    doing,
  );
}

/** What a group's decision means, member by member (R017). */
export async function movesOf(
  tx: Transaction,
  provider: string,
  { customer, decision: code }: { readonly customer: string; readonly decision: string },
) {
  const decision = (await entriesOf(tx, provider, groupDecisions)).find(
    (one) => one.customer === customer && one.decision === code,
  );
  if (decision === undefined) throw new Refusal([unknownEntry(groupDecisions.name, `${customer} ${code}`)]);
  const steps = await entriesOf(tx, provider, consolidationSteps);
  const plans = (await entriesOf(tx, provider, consolidationPlans)).map((plan) => ({
    ...plan,
    services: steps
      .filter((step) => step.customer === plan.customer && step.plan === plan.plan)
      .flatMap((step) => step.services),
  }));
  const moves = groupMoves(decision, {
    customers: await customersOf(tx, provider),
    uses: await serviceUsesOf(tx, provider),
    plans,
  });
  return { decision, moves };
}

/** Carries a group's decision out: a plan with one step for each member that is to move, a stop for each plan that it ends. */
export async function carryOut(
  tx: Transaction,
  provider: string,
  which: { readonly customer: string; readonly decision: string },
  doing: Doing,
): Promise<readonly GroupMove[]> {
  const { decision, moves } = await movesOf(tx, provider, which);
  for (const move of moves) {
    const { customer } = move;
    if (move.toPlan.length > 0) {
      const plan = decision.decision;
      const planned = decision.useFrom ?? "";
      await addEntry(
        tx,
        provider,
        any(consolidationPlans),
        { customer, plan, name: decision.text, stage: "planned", planned_to: planned, owner: decision.owner },
        doing,
      );
      await addEntry(
        tx,
        provider,
        any(consolidationSteps),
        { customer, plan, step: "1", services: move.toPlan.join(" "), planned_on: planned },
        doing,
      );
    }
    for (const plan of move.toStop)
      await stopPlan(tx, provider, { customer, plan, on: decision.decidedOn, reason: decision.text }, doing);
  }
  return moves;
}
