import { type Problem, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { UsagePreview } from "../index.ts";
import { loadUsageBatch, type UsageBatchSent } from "./load-batch.ts";

/**
 * What a batch of usage would come to (förhandsgranskning): loaded and taken back in the same transaction, so that it is what loading
 * it would be, with everything that is wrong with it as a list. Nothing is kept.
 */
export async function previewUsageBatch(
  tx: Transaction,
  provider: string,
  batch: UsageBatchSent,
  act: { readonly actor: string; readonly now: string },
): Promise<UsagePreview> {
  await tx.execute("savepoint usage_preview");
  let found: UsagePreview;
  try {
    found = { ...(await loadUsageBatch(tx, provider, batch, act)), problems: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    found = { ...refusedOf(batch.source, error.problems) };
  }
  await tx.execute("rollback to savepoint usage_preview");
  await tx.execute("release savepoint usage_preview");
  return found;
}

function refusedOf(source: string, problems: readonly Problem[]): UsagePreview {
  return {
    source,
    version: 0,
    changed: false,
    events: 0,
    duplicates: 0,
    changes: [],
    warnings: [],
    problems,
  };
}
