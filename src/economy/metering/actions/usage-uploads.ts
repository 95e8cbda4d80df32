import { createHash } from "node:crypto";
import { Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type UsageUpload, usagePreviewJson } from "../index.ts";
import { loadingUsage } from "../mandates.ts";
import * as problem from "../problems.ts";
import { deleteUpload, selectContent, selectUploads, upsertUpload } from "../sql/uploads.ts";
import { loadUsageBatch, type UsageBatchForm, type UsageBatchSent } from "./load-batch.ts";
import type { UsageLoad } from "./load-usage.ts";
import { previewUsageBatch } from "./preview-usage.ts";

interface Doing {
  readonly actor: string;
  readonly now: string;
}

/** A page shows so many changes and problems; how many there are stands beside. */
const kept = 200;

export function formOfName(name: string): UsageBatchForm {
  if (/\.(?:ndjson|jsonl)$/i.test(name)) return "ndjson";
  return /\.json$/i.test(name) ? "json" : "csv";
}

/** Takes a file in and tells what loading it would come to. Nothing is loaded; the same file again is the same upload. */
export async function uploadUsage(
  tx: Transaction,
  provider: string,
  {
    name,
    content,
    correction,
  }: { readonly name: string; readonly content: Uint8Array; readonly correction: boolean },
  { actor, now }: Doing,
): Promise<UsageUpload> {
  await requireMandate(tx, provider, actor, loadingUsage);
  const source = name.includes("/") ? name : `usage/${name}`;
  const form = formOfName(name);
  const upload = createHash("sha256")
    .update(`${source}\n${String(correction)}\n`)
    .update(content)
    .digest("hex")
    .slice(0, 16);
  const found = usagePreviewJson(
    await previewUsageBatch(tx, provider, batchOf({ source, form, correction }, content), { actor, now }),
  );
  const preview = {
    ...found,
    changes: found.changes.slice(0, kept),
    problems: found.problems.slice(0, kept),
  };
  const one: UsageUpload = {
    upload,
    source,
    form,
    correction,
    bytes: content.length,
    preview,
    uploadedBy: actor,
    uploadedAt: now,
  };
  await upsertUpload(tx, provider, one, content);
  return one;
}

export async function waitingUploads(tx: Transaction, provider: string): Promise<UsageUpload[]> {
  return selectUploads(tx, provider);
}

/** Loads a file that waits: all of it or nothing. What was said of it before is asked again, since others may have loaded meanwhile. */
export async function loadUpload(
  tx: Transaction,
  provider: string,
  upload: string,
  act: Doing,
): Promise<UsageLoad> {
  await requireMandate(tx, provider, act.actor, loadingUsage);
  const [one, content] = await required(tx, provider, upload);
  const loaded = await loadUsageBatch(tx, provider, batchOf(one, content), act);
  await deleteUpload(tx, provider, upload);
  return loaded;
}

/** Throws a file that waits away. */
export async function discardUpload(
  tx: Transaction,
  provider: string,
  upload: string,
  { actor, now }: Doing,
): Promise<void> {
  await requireMandate(tx, provider, actor, loadingUsage);
  const [one] = await required(tx, provider, upload);
  await deleteUpload(tx, provider, upload);
  await record(tx, {
    at: now,
    actor,
    action: "usage.discard-upload",
    objectKind: "usage",
    objectId: one.source,
    before: { upload, bytes: one.bytes },
    after: null,
  });
}

async function required(
  tx: Transaction,
  provider: string,
  upload: string,
): Promise<readonly [UsageUpload, Uint8Array]> {
  const one = (await selectUploads(tx, provider)).find((each) => each.upload === upload);
  const content = await selectContent(tx, provider, upload);
  if (one === undefined || content === undefined) throw new Refusal([problem.unknownUpload(upload)]);
  return [one, content];
}

function batchOf(
  { source, form, correction }: Pick<UsageUpload, "source" | "form" | "correction">,
  content: Uint8Array,
): UsageBatchSent {
  return { source, form, correction, replaces: true, chunks: () => pieces(content) };
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 16) yield bytes.subarray(at, at + (1 << 16));
}
