import { requireMandate } from "../../../platform/access/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Job, JobCancelled, type JobHandler } from "../../../platform/jobs/index.ts";
import { enqueue } from "../../../platform/jobs/actions/index.ts";
import { billingSubject } from "../../invoicing/index.ts";
import { invoicesOf } from "../../invoicing/actions/index.ts";
import { issueSettlementJob, settlementRun } from "../index.ts";
import { issuingSettlement } from "../mandates.ts";
import { issueSettlement, ownSettlement, requireIssuable, type Wanted } from "./decide.ts";
import type { Act } from "./propose.ts";

/** Has a decided settlement issued in the background. One that is not decided, or waits to be accrued, is refused at once. */
export async function startSettlementIssue(
  tx: Transaction,
  provider: string,
  wanted: Wanted,
  { actor, now }: Act,
): Promise<Job> {
  await requireMandate(tx, provider, actor, issuingSettlement);
  requireIssuable(await ownSettlement(tx, provider, wanted));
  const subject = billingSubject(settlementRun(wanted.year));
  const job = { kind: issueSettlementJob.kind, parameters: { ...wanted, actor }, subject };
  return enqueue(tx, provider, job, { now, actor });
}

/** What the server's worker can do for settlements. In one transaction: killed, the next worker begins anew with the same outcome. */
export function settlementHandlers(now: () => string): Readonly<Record<string, JobHandler>> {
  return {
    [issueSettlementJob.kind]: async ({ database, scope, parameters, progress, cancelled }) => {
      const { actor, ...wanted } = parameters as Wanted & { readonly actor: string };
      if (cancelled()) throw new JobCancelled();
      await progress(0, 1, "");
      return database.transaction({ ...scope, actor }, async (tx) => {
        const { provider } = scope;
        const issued = await issueSettlement(tx, provider, wanted, { actor, now: now() });
        const documents = await invoicesOf(tx, provider, { run: settlementRun(wanted.year) });
        await progress(1, 1, "", tx);
        return {
          settlement: issued.settlement,
          run: settlementRun(wanted.year),
          documents: documents.length,
          issuedNow: issued.documents.length,
        };
      });
    },
  };
}
