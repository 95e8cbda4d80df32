import type { Transaction } from "./database.ts";

/**
 * Waits for one's turn at something that only one transaction of a provider may do at a time ("ledger", "settlement",
 * "pricing"), and holds it to the end of the transaction. What is read after this is not changed by another meanwhile.
 */
export async function takeTurn(tx: Transaction, provider: string, what: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1 || ':' || $2, 0))", [what, provider]);
}
