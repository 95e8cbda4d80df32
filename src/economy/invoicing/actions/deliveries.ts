import { Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Delivery, deliveryStateNames } from "../index.ts";
import { delivering } from "../mandates.ts";
import { problemOf } from "../problems.ts";
import { storedDeliveries } from "../sql/deliveries.ts";
import { keep } from "./deliver.ts";
import type { Act } from "./persons.ts";

export { storedDeliveries as deliveriesOf };

/** Says that a document that waits by hand has been handed over, or that a failed one was sent another way. */
export async function markDelivered(
  tx: Transaction,
  provider: string,
  { invoice, receipt = "" }: { readonly invoice: string; readonly receipt?: string },
  { actor, now }: Act,
): Promise<Delivery> {
  const before = await mandated(tx, provider, invoice, actor);
  const isByHand = before.state === "pending" && before.way === "manual";
  if (!isByHand && before.state !== "failed") throw new Refusal([notSo(before)]);
  const { nextTryAt: _, ...rest } = before;
  const after: Delivery = {
    ...rest,
    way: "manual",
    state: "sent",
    reason: "",
    receipt,
    sentAt: now,
    sentBy: actor,
  };
  await keep(tx, provider, { before: [before], after: [after], act: { actor, now } });
  return after;
}

export interface ReceiverAnswer {
  readonly invoice: string;
  readonly receipt?: string;
  /** The receiver sends it back, and says why. */
  readonly refusedFor?: string;
}

/** Records what the receiver, or the access point, answered to what was sent: received, or sent back with a reason. */
export async function recordAnswer(
  tx: Transaction,
  provider: string,
  { invoice, receipt = "", refusedFor = "" }: ReceiverAnswer,
  { actor, now }: Act,
): Promise<Delivery> {
  const before = await mandated(tx, provider, invoice, actor);
  if (before.state === "acknowledged" && refusedFor === "") return before;
  if (before.state !== "sent" && before.state !== "acknowledged") throw new Refusal([notSo(before)]);
  const answered = {
    ...before,
    answeredAt: now,
    answeredBy: actor,
    receipt: receipt === "" ? before.receipt : receipt,
  };
  const after: Delivery =
    refusedFor === ""
      ? { ...answered, state: "acknowledged" }
      : { ...answered, state: "failed", reason: refusedFor };
  await keep(tx, provider, { before: [before], after: [after], act: { actor, now } });
  return after;
}

async function mandated(
  tx: Transaction,
  provider: string,
  invoice: string,
  actor: string,
): Promise<Delivery> {
  await requireMandate(tx, provider, actor, delivering);
  const [found] = await storedDeliveries(tx, provider, { invoice });
  if (found !== undefined) return found;
  throw new Refusal([
    problemOf(
      "invoicing.nothing-to-deliver",
      `Utlämningen av ”${invoice}” är inte påbörjad.`,
      `The delivery of "${invoice}" has not begun.`,
    ),
  ]);
}

const notSo = (one: Delivery) =>
  problemOf(
    "invoicing.not-delivered-so",
    `${one.invoice} är ${deliveryStateNames[one.state].sv}.`,
    `${one.invoice} is ${deliveryStateNames[one.state].en}.`,
  );
