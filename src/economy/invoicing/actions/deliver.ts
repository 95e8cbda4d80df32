import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Problem, Refusal, required } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { recordAll } from "../../../platform/audit/index.ts";
import type { Database, StaffScope, Transaction } from "../../../platform/database/index.ts";
import {
  afterAttempt,
  type Attempt,
  type BilledCustomer,
  type Channel,
  channelOf,
  type Delivery,
  deliverySummary,
  type DeliverySummary,
  type Outlets,
  readOutlets,
  receiverRegister,
} from "../index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { delivering } from "../mandates.ts";
import { problemOf } from "../problems.ts";
import { storedDeliveries, writeDeliveries } from "../sql/deliveries.ts";
import { openTypesetter } from "../../pricing/actions/index.ts";
import { type ExportedFile, fileName, internalFileInto, pdfFile, peppolFile } from "./export.ts";
import { type DeliveryWorld, folderOf, type PiecewiseFile, sendWithBeside } from "./outlets.ts";
import { outgoingDocuments } from "./outgoing.ts";
import { invoicesOf } from "./read.ts";
import { makeFolder, writeWhole } from "./whole-file.ts";

export interface DeliverQuestion {
  /** The run whose documents are delivered; without it, whatever is due of what was begun before. */
  readonly run?: string;
  /** Those that failed are tried once more. */
  readonly again?: boolean;
}

export interface Delivering {
  /** Told after each parcel, in the transaction that recorded it. */
  readonly progress?: (done: number, total: number, message: string, tx: Transaction) => Promise<void>;
  /** Asked between two parcels. */
  readonly cancelled?: () => boolean;
}

export interface DeliverResult extends DeliverySummary {
  /** Documents that this time were sent, and those that were tried in vain. */
  readonly sentNow: number;
  readonly failedNow: number;
  /** Somebody asked it to end before all was tried. */
  readonly isStopped: boolean;
}

/** Documents whose files are held in memory at once. */
const together = 20;
/** An outlet that so many parcels in a row cannot reach is left for another time. */
const patience = 3;

/**
 * Delivers a run's documents to their receivers' outlets (utlämning), parcel by parcel: sent first, then recorded in a transaction of
 * its own. Killed between the two, the parcel is sent once more at the next try, with the same name, key and bytes, so that the receiver
 * knows it again. One deliverer of a provider at a time; another is told.
 */
export async function deliver(
  database: Database,
  provider: string,
  { run, again = false }: DeliverQuestion,
  {
    actor,
    world,
    progress,
    cancelled,
  }: Delivering & { readonly actor: string; readonly world: DeliveryWorld },
): Promise<DeliverResult> {
  const scope: StaffScope = { role: "staff", provider, actor };
  // Its transaction holds the turn and nothing else: a deliverer that dies gives it back with its connection.
  return database.transaction(scope, async (turn) => {
    await requireMandate(turn, provider, actor, delivering);
    await takeDeliveryTurn(turn, provider);
    const outlets = await database.transaction(scope, async (tx) => {
      const found = await outletsOf(tx, provider);
      if (run !== undefined) await begin(tx, provider, { run, outlets: found, again });
      return found;
    });
    const waiting = await database.transaction(scope, (tx) =>
      storedDeliveries(tx, provider, run === undefined ? { dueAt: world.now() } : { run, state: "pending" }),
    );
    const parcels = parcelsOf(waiting.filter((one) => outlets[one.channel].way !== "manual"));
    const total = parcels.length;
    const vain = new Map<Channel, number>();
    let [done, sentNow, failedNow, isStopped] = [0, 0, 0, false];
    for (let at = 0; at < parcels.length && !isStopped; at += together) {
      const some = parcels.slice(at, at + together);
      const singles = await database.transaction(scope, (tx) => filesOf(tx, provider, some));
      const files = new Map<string, ExportedFile | PiecewiseFile | Refusal>([
        ...singles,
        ...internalFiles({ database, scope }, provider, some),
      ]);
      for (const deliveries of some) {
        if (cancelled?.() === true) {
          isStopped = true;
          break;
        }
        const [first] = deliveries;
        if (first === undefined || (vain.get(first.channel) ?? 0) >= patience) continue;
        const file = files.get(first.parcel);
        const tried =
          file instanceof Refusal || file === undefined
            ? file
            : await refusable(() => sendWithBeside(outlets[first.channel], file, { provider, world }));
        const attempt: Attempt =
          tried instanceof Refusal || tried === undefined
            ? { outcome: "refused", reason: tried?.problems.map((one) => one.message_sv).join(" ") ?? "" }
            : tried;
        vain.set(first.channel, attempt.outcome === "unreachable" ? (vain.get(first.channel) ?? 0) + 1 : 0);
        if (attempt.outcome === "sent") sentNow += deliveries.length;
        else failedNow += deliveries.length;
        done += 1;
        await database.transaction(scope, async (tx) => {
          const now = world.now();
          const { way } = outlets[first.channel];
          const minutesFromNow = (minutes: number): string =>
            new Date(Date.parse(now) + minutes * 60_000).toISOString();
          const after = deliveries.map((one) =>
            afterAttempt({ ...one, way }, attempt, { actor, now, minutesFromNow }),
          );
          await keep(tx, provider, { before: deliveries, after, act: { actor, now } });
          await progress?.(done, total, `${first.parcel}: ${attempt.outcome}`, tx);
        });
      }
    }
    const runs = [...new Set([...waiting.map((one) => one.run), ...(run === undefined ? [] : [run])])];
    const all: Delivery[] = [];
    for (const each of runs) {
      const deliveries = await database.transaction(scope, (tx) =>
        storedDeliveries(tx, provider, { run: each }),
      );
      writeManifests(each, deliveries, { outlets, world });
      all.push(...deliveries);
    }
    return { ...deliverySummary(all), sentNow, failedNow, isStopped };
  });
}

export async function outletsOf(tx: Transaction, provider: string): Promise<Outlets> {
  const { settings } = await tx.one<{ settings: Record<string, unknown> }>(
    "select settings from platform.provider where provider_id = $1",
    [provider],
  );
  return required(readOutlets(settings["delivery"]));
}

async function takeDeliveryTurn(tx: Transaction, provider: string): Promise<void> {
  const { locked } = await tx.one<{ locked: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('delivery:' || $1, 0)) as locked",
    [provider],
  );
  if (!locked)
    throw new Refusal([
      problemOf(
        "invoicing.delivery-busy",
        "Någon annan lämnar ut just nu.",
        "Somebody else is delivering right now.",
      ),
    ]);
}

/** A delivery for each document of the run that has none; those that failed wait again where that is asked for. */
async function begin(
  tx: Transaction,
  provider: string,
  { run, outlets, again }: { readonly run: string; readonly outlets: Outlets; readonly again: boolean },
): Promise<void> {
  const heads = (await invoicesOf(tx, provider, { run })).filter((head) => head.voucherSeries !== "");
  if (heads.length === 0) throw new Refusal([nothingToDeliver(run)]);
  const known = new Map((await storedDeliveries(tx, provider, { run })).map((one) => [one.invoice, one]));
  const receivers = new Map(
    (await entriesOf(tx, provider, receiverRegister)).map((receiver) => [receiver.customer, receiver]),
  );
  const changed = heads.flatMap((head): Delivery[] => {
    const before = known.get(head.invoice);
    if (before !== undefined) {
      const { way } = outlets[before.channel];
      if (before.state === "failed" && again) return [{ ...before, way, state: "pending", attempts: 0 }];
      return before.state === "pending" && before.way !== way ? [{ ...before, way }] : [];
    }
    const customer = head.snapshot.customer as unknown as BilledCustomer;
    const channel = channelOf(customer, customer.receiver ?? receivers.get(head.customer));
    return [
      {
        invoice: head.invoice,
        run,
        customer: head.customer,
        channel,
        way: outlets[channel].way,
        parcel: parcelName(head.invoice, run, channel),
        state: "pending",
        attempts: 0,
        reason: "",
        receipt: "",
      },
    ];
  });
  if (changed.length > 0) await writeDeliveries(tx, provider, changed);
}

function parcelName(invoice: string, run: string, channel: Channel): string {
  if (channel === "internal") return fileName(`internfil-${run}`, "txt");
  return fileName(invoice, channel === "peppol" ? "xml" : "pdf");
}

/** By the file that carries them, in the order of the documents. */
function parcelsOf(deliveries: readonly Delivery[]): (readonly Delivery[])[] {
  const parcels = new Map<string, Delivery[]>();
  for (const one of deliveries) {
    const own = parcels.get(one.parcel);
    if (own) own.push(one);
    else parcels.set(one.parcel, [one]);
  }
  return [...parcels.values()];
}

/** The files of single documents; one that a receiver would send back is refused, not sent. */
async function filesOf(
  tx: Transaction,
  provider: string,
  parcels: readonly (readonly Delivery[])[],
): Promise<ReadonlyMap<string, ExportedFile | Refusal>> {
  const files = new Map<string, ExportedFile | Refusal>();
  const single = parcels.flat().filter((one) => one.channel !== "internal");
  const byInvoice = new Map(single.map((one) => [one.invoice, one]));
  if (single.length > 0) {
    for await (const document of outgoingDocuments(tx, provider, { invoices: [...byInvoice.keys()] })) {
      const delivery = byInvoice.get(document.invoice);
      if (delivery === undefined) continue;
      const typesetter = delivery.channel === "pdf" ? await openTypesetter() : undefined;
      files.set(
        delivery.parcel,
        await refusable(() =>
          typesetter === undefined ? peppolFile(document) : pdfFile(document, typesetter, "sv"),
        ),
      );
      if (typesetter !== undefined) await setImmediate();
    }
  }
  return files;
}

/**
 * The internal files, each made of the documents it carries when its turn comes: while it is written, since memory should not grow with
 * them.
 */
function internalFiles(
  { database, scope }: { readonly database: Database; readonly scope: StaffScope },
  provider: string,
  parcels: readonly (readonly Delivery[])[],
): Map<string, PiecewiseFile> {
  const files = new Map<string, PiecewiseFile>();
  for (const [first] of parcels) {
    if (first?.channel !== "internal") continue;
    files.set(first.parcel, {
      name: first.parcel,
      mediaType: "text/plain",
      writes: (put) =>
        database.transaction(scope, async (tx) => {
          // All of the run's, also those that somebody has acknowledged one by one: the file is the same whenever it is made.
          const carried = (await storedDeliveries(tx, provider, { run: first.run })).filter(
            (one) => one.parcel === first.parcel,
          );
          await internalFileInto(
            tx,
            provider,
            carried.map((one) => one.invoice),
            put,
          );
        }),
    });
  }
  return files;
}

async function refusable<T>(make: () => T | Promise<T>): Promise<T | Refusal> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** What has been left in each folder for a run, with the prints of the files: written anew from what is recorded. */
function writeManifests(
  run: string,
  deliveries: readonly Delivery[],
  { outlets, world }: { readonly outlets: Outlets; readonly world: DeliveryWorld },
): void {
  for (const channel of ["peppol", "internal", "pdf"] as const) {
    const outlet = outlets[channel];
    const left = deliveries.filter(
      (one) => one.channel === channel && one.sha256 !== undefined && one.way === "folder",
    );
    if (outlet.way !== "folder" || left.length === 0) continue;
    const files = parcelsOf(left).map((carried) => ({
      file: carried[0]?.parcel,
      bytes: carried[0]?.bytes,
      sha256: carried[0]?.sha256,
      invoices: carried.map((one) => one.invoice),
    }));
    // Beside the files and not among them: whoever takes everything in the folder takes invoices only.
    const folder = join(folderOf(outlet.folder, world.outbox), "manifest");
    try {
      makeFolder(folder);
      writeWhole(
        join(folder, fileName(`${run}-${channel}`, "json")),
        new TextEncoder().encode(`${JSON.stringify({ run, channel, files }, null, 1)}\n`),
      );
    } catch {
      // The manifest is a convenience: the database holds the same, and the next delivery writes it again.
    }
  }
}

/** Writes what became of deliveries, with who and when in the audit. */
export async function keep(
  tx: Transaction,
  provider: string,
  {
    before,
    after,
    act: { actor, now },
  }: {
    readonly before: readonly Delivery[];
    readonly after: readonly Delivery[];
    readonly act: { readonly actor: string; readonly now: string };
  },
): Promise<void> {
  await writeDeliveries(tx, provider, after);
  const told = (one: Delivery | undefined) =>
    one === undefined
      ? null
      : {
          state: one.state,
          attempts: one.attempts,
          ...(one.reason === "" ? {} : { reason: one.reason }),
          ...(one.sha256 === undefined ? {} : { file: one.parcel, sha256: one.sha256 }),
          ...(one.receipt === "" ? {} : { receipt: one.receipt }),
        };
  await recordAll(
    tx,
    after.map((one, at) => ({
      at: now,
      actor,
      action: `invoicing.delivery-${one.state}`,
      objectKind: "delivery",
      objectId: one.invoice,
      before: told(before[at]),
      after: told(one),
    })),
  );
}

function nothingToDeliver(run: string): Problem {
  return problemOf(
    "invoicing.nothing-to-deliver",
    `Körningen ${run} har inga utfärdade dokument.`,
    `The run ${run} has no issued documents.`,
  );
}
