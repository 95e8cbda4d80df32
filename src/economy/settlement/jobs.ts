import { type JobKind, saidIn } from "../../platform/jobs/index.ts";

/** A decided settlement's documents, numbers and vouchers. */
export const issueSettlementJob = {
  kind: "issue-settlement",
  sv: "Utfärdande av återreglering",
  en: "Issue of a settlement",
  about: (parameters) => saidIn(parameters, "year"),
  resultPage: (_, result) => `/settlements/${encodeURIComponent(saidIn(result, "settlement"))}`,
  facts: (result) => [{ sv: "Dokument", en: "Documents", value: saidIn(result, "documents") }],
} as const satisfies JobKind;

/** What settlements do in the background. */
export const settlementJobs: readonly JobKind[] = [issueSettlementJob];
