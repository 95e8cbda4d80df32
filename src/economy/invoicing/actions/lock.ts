import { Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { problemOf } from "../problems.ts";

/**
 * One writer of runs and documents at a time per provider, to the end of the transaction. Who comes second is told at
 * once instead of waiting for work that is already being done.
 */
export async function lockBilling(tx: Transaction, provider: string): Promise<void> {
  const { locked } = await tx.one<{ locked: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('invoicing:' || $1, 0)) as locked",
    [provider],
  );
  if (locked) return;
  throw new Refusal([
    problemOf(
      "invoicing.busy",
      "Någon annan arbetar med faktureringen just nu.",
      "Somebody else is working on the invoicing right now.",
    ),
  ]);
}
