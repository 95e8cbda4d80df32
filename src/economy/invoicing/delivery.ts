import { type Problem, type Result, resultOf } from "../../kernel/index.ts";
import { problemOf } from "./problems.ts";
import type { Channel } from "./receiver.ts";
import { channels } from "./receiver.ts";

export const deliveryStates = ["pending", "sent", "acknowledged", "failed"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const deliveryWays = ["folder", "http", "manual"] as const;
export type DeliveryWay = (typeof deliveryWays)[number];

/** One issued document's way to its receiver (utlämning). */
export interface Delivery {
  readonly invoice: string;
  readonly run: string;
  readonly customer: string;
  readonly channel: Channel;
  readonly way: DeliveryWay;
  /** The file that carries it: the document's own, or one shared by all departments of the run. */
  readonly parcel: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Why it is not sent, or was sent back. */
  readonly reason: string;
  readonly nextTryAt?: string;
  readonly sha256?: string;
  readonly bytes?: number;
  readonly sentAt?: string;
  readonly sentBy?: string;
  readonly receipt: string;
  readonly answeredAt?: string;
  readonly answeredBy?: string;
}

/** Where a channel's files are left (utlämningsställe): the `delivery` part of pack.yaml. */
export type Outlet =
  /** A folder, such as the one an SFTP server shows the receiver; below the outbox unless it begins at the root. */
  | { readonly way: "folder"; readonly folder: string }
  /** An access point's address. The token stands in the environment, never in the pack. */
  | {
      readonly way: "http";
      readonly url: string;
      readonly tokenVariable?: string;
      /** What the access point means by 409: that it has the message already, or that it is still busy with it. */
      readonly conflict: "received" | "retry";
    }
  /** Somebody downloads it and says when it is handed over. */
  | { readonly way: "manual" };

export type Outlets = Readonly<Record<Channel, Outlet>>;

const byHand: Outlet = { way: "manual" };

/** Reads the `delivery` part of pack.yaml, every fault at once. A channel that is not named is delivered by hand. */
export function readOutlets(source: unknown): Result<Outlets> {
  const problems: Problem[] = [];
  const root = record(source);
  for (const name of Object.keys(root))
    if (!channels.some((channel) => channel === name)) problems.push(badOutlet(name, "channel"));
  const outlets = Object.fromEntries(
    channels.map((channel): [Channel, Outlet] => {
      if (root[channel] === undefined) return [channel, byHand];
      const found = outletOf(record(root[channel]));
      if (typeof found !== "string") return [channel, found];
      problems.push(badOutlet(channel, found));
      return [channel, byHand];
    }),
  ) as Record<Channel, Outlet>;
  return resultOf(outlets, problems);
}

/** The outlet, or the name of what is wrong with it. */
function outletOf(source: Record<string, unknown>): Outlet | string {
  const text = (name: string): string => (typeof source[name] === "string" ? source[name].trim() : "");
  switch (text("way")) {
    case "manual":
      return byHand;
    case "folder": {
      const folder = text("folder");
      return folder === "" || folder.split("/").includes("..") ? "folder" : { way: "folder", folder };
    }
    case "http": {
      if (!isSafeAddress(text("url"))) return "url";
      const token = text("token_variable");
      if (token !== "" && !/^[A-Z][A-Z0-9_]*$/.test(token)) return "token_variable";
      const conflict = source["conflict"] ?? "retry";
      if (conflict !== "received" && conflict !== "retry") return "conflict";
      return { way: "http", url: text("url"), conflict, ...(token === "" ? {} : { tokenVariable: token }) };
    }
    default:
      return "way";
  }
}

/** Invoices go over TLS; only this machine may be spoken to without. */
function isSafeAddress(url: string): boolean {
  return (
    /^https:\/\/[^\s/@]+(?:\/|$)/.test(url) ||
    /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/.test(url)
  );
}

function badOutlet(channel: string, part: string): Problem {
  return problemOf(
    "invoicing.bad-outlet",
    `delivery.${channel} i pack.yaml: ${part} saknas eller har fel form.`,
    `delivery.${channel} in pack.yaml: ${part} is missing or has the wrong form.`,
  );
}

/** Where folders that the pack names without a root lie: beside the database. */
export function outboxOf(dataDirectory: string): string {
  return `${dataDirectory.replace(/\/$/, "")}/outbox`;
}

/** How many times a document is tried before somebody has to look. */
export const mostAttempts = 8;

/** Minutes until the next try: 1, 2, 4 ... and never more than six hours. */
export function minutesUntilNext(attempts: number): number {
  return Math.min(360, 2 ** Math.max(0, attempts - 1));
}

/** What a try came to. `refused` is the receiver's last word; `unreachable` may go better another time. */
export type Attempt =
  | { readonly outcome: "sent"; readonly sha256: string; readonly bytes: number; readonly receipt: string }
  | { readonly outcome: "refused" | "unreachable"; readonly reason: string };

/** A delivery after a try. What cannot be reached is pending until it has been tried too often. */
export function afterAttempt(
  delivery: Delivery,
  attempt: Attempt,
  {
    actor,
    now,
    minutesFromNow,
  }: {
    readonly actor: string;
    readonly now: string;
    readonly minutesFromNow: (minutes: number) => string;
  },
): Delivery {
  const { nextTryAt: _, ...rest } = delivery;
  const attempts = delivery.attempts + 1;
  if (attempt.outcome === "sent") {
    const { sha256, bytes, receipt } = attempt;
    return {
      ...rest,
      attempts,
      state: "sent",
      reason: "",
      sha256,
      bytes,
      receipt,
      sentAt: now,
      sentBy: actor,
    };
  }
  const { reason } = attempt;
  if (attempt.outcome === "refused" || attempts >= mostAttempts)
    return { ...rest, attempts, state: "failed", reason };
  return {
    ...rest,
    attempts,
    state: "pending",
    reason,
    nextTryAt: minutesFromNow(minutesUntilNext(attempts)),
  };
}

export interface DeliverySummary {
  readonly documents: number;
  readonly waiting: number;
  /** Of those waiting: what somebody is to hand over. */
  readonly byHand: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly failed: number;
}

export function deliverySummary(deliveries: readonly Delivery[]): DeliverySummary {
  const count = (state: DeliveryState): number => deliveries.filter((one) => one.state === state).length;
  return {
    documents: deliveries.length,
    waiting: count("pending"),
    byHand: deliveries.filter((one) => one.state === "pending" && one.way === "manual").length,
    sent: count("sent"),
    acknowledged: count("acknowledged"),
    failed: count("failed"),
  };
}

export function deliveryJson(one: Delivery) {
  return {
    invoice: one.invoice,
    run: one.run,
    customer: one.customer,
    channel: one.channel,
    way: one.way,
    parcel: one.parcel,
    state: one.state,
    attempts: one.attempts,
    reason: one.reason,
    nextTryAt: one.nextTryAt ?? null,
    sha256: one.sha256 ?? null,
    bytes: one.bytes ?? null,
    sentAt: one.sentAt ?? null,
    sentBy: one.sentBy ?? null,
    receipt: one.receipt,
    answeredAt: one.answeredAt ?? null,
    answeredBy: one.answeredBy ?? null,
  };
}

export const deliveryStateNames: Readonly<
  Record<DeliveryState, { readonly sv: string; readonly en: string }>
> = {
  pending: { sv: "väntar", en: "pending" },
  sent: { sv: "skickad", en: "sent" },
  acknowledged: { sv: "kvitterad", en: "acknowledged" },
  failed: { sv: "misslyckad", en: "failed" },
};

export const deliveryWayNames: Readonly<Record<DeliveryWay, { readonly sv: string; readonly en: string }>> = {
  folder: { sv: "mapp", en: "folder" },
  http: { sv: "accesspunkt", en: "access point" },
  manual: { sv: "för hand", en: "by hand" },
};

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
