import { createHash } from "node:crypto";
import { type Problem, Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { loadingUsage } from "../mandates.ts";
import * as problem from "../problems.ts";
import { latestSources } from "../sql/segments.ts";
import { loadUsage, type UsageLoad } from "./load-usage.ts";
import { eventOf, ndjsonRows } from "./ndjson-rows.ts";
import type { UsageBatch, UsageRow } from "./read-usage.ts";
import { usageRows } from "./usage-rows.ts";

/** What a batch is written in. NDJSON and CSV stream; a JSON array is small, and read whole. */
export const usageBatchForms = ["csv", "ndjson", "json"] as const;
export type UsageBatchForm = (typeof usageBatchForms)[number];

/** A JSON array larger than this is to be sent as NDJSON. */
const largestArray = 1 << 20;

export interface UsageBatchSent {
  /** The name that it is known by: the same content under it again is nothing, other content a refusal. */
  readonly source: string;
  readonly form: UsageBatchForm;
  readonly correction: boolean;
  /** Its bytes, from the beginning each time. */
  readonly chunks: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Other content under the same name is a corrected file that replaces it; else it is refused. */
  readonly replaces: boolean;
}

/**
 * Loads usage that somebody sends, from a file or by the machines' door: all of it or nothing. Sent again it changes nothing. It is
 * read twice, the first time for its hash, so that what was loaded before is known before anything is stored.
 */
export async function loadUsageBatch(
  tx: Transaction,
  provider: string,
  { source, form, correction, chunks, replaces }: UsageBatchSent,
  { actor, now }: { readonly actor: string; readonly now: string },
): Promise<UsageLoad> {
  await requireMandate(tx, provider, actor, loadingUsage);
  const hash = createHash("sha256").update(correction ? "correction\n" : "");
  for await (const chunk of chunks()) hash.update(chunk);
  const sha256 = hash.digest("hex");
  const before = (await latestSources(tx, provider)).find((one) => one.source === source);
  if (before !== undefined && before.sha256 !== sha256 && !replaces)
    throw new Refusal([problem.otherBatch(source)]);
  const warnings: Problem[] = [];
  const rows = rowsOf(form, source, chunks(), (found) => void warnings.push(...found));
  const loaded = await loadUsage(tx, provider, { source, sha256, rows }, { actor, now, correction });
  return { ...loaded, warnings: [...warnings, ...loaded.warnings] };
}

function rowsOf(
  form: UsageBatchForm,
  source: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  warn: (found: readonly Problem[]) => void,
): AsyncIterable<UsageBatch> {
  if (form === "csv") return usageRows(source, chunks, warn);
  return form === "ndjson" ? ndjsonRows(source, chunks) : arrayRows(source, chunks);
}

async function* arrayRows(
  source: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly UsageRow[]> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const refuse = (reason: { readonly sv: string; readonly en: string }, line?: number): Refusal =>
    new Refusal([problem.unreadableRow(reason, { file: source, ...(line === undefined ? {} : { line }) })]);
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > largestArray)
      throw refuse({
        sv: "listan är större än 1 MB, sänd NDJSON",
        en: "the array is above 1 MB, send NDJSON",
      });
    pieces.push(chunk.slice());
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(pieces)));
  } catch {
    throw refuse({ sv: "innehållet är inte JSON", en: "the content is not JSON" });
  }
  if (!Array.isArray(value)) throw refuse({ sv: "innehållet är ingen lista", en: "the content is no array" });
  const problems: Problem[] = [];
  const rows = value.flatMap((one: unknown, index): UsageRow[] => {
    const event = eventOf(JSON.stringify(one));
    if (!("sv" in event)) return [{ ...event, line: index + 1 }];
    problems.push(problem.unreadableRow(event, { file: source, line: index + 1 }));
    return [];
  });
  if (problems.length > 0) throw new Refusal(problems.slice(0, 100));
  yield rows;
}
