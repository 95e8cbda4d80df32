import { type JobKind, saidIn } from "../../platform/jobs/index.ts";
import { formatKronor, ore } from "../../kernel/index.ts";

const runPage = (_: unknown, result: unknown): string => `/runs/${encodeURIComponent(saidIn(result, "run"))}`;

const amount = (result: unknown): string =>
  `${formatKronor(ore(Number(saidIn((result as { readonly net?: unknown }).net, "ore"))))} kr`;

/** A month computed and held against its gates. */
export const rehearseJob = {
  kind: "rehearse-run",
  sv: "Provkörning",
  en: "Rehearsal",
  about: (parameters) => saidIn(parameters, "period"),
  resultPage: runPage,
  facts: (result) => [
    { sv: "Dokument", en: "Documents", value: saidIn(result, "documents") },
    { sv: "Netto", en: "Net", value: amount(result) },
    { sv: "Hinder", en: "Stops", value: saidIn(result, "stops") },
  ],
} as const satisfies JobKind;

/** A month's documents, numbers and vouchers. */
export const issueJob = {
  kind: "issue-run",
  sv: "Utfärdande",
  en: "Issue",
  about: (parameters) => saidIn(parameters, "period"),
  resultPage: runPage,
  facts: (result) => [
    { sv: "Dokument i körningen", en: "Documents of the run", value: saidIn(result, "documents") },
    { sv: "Netto", en: "Net", value: amount(result) },
  ],
} as const satisfies JobKind;

/** A run's documents on their way to their receivers. */
export const deliveryJob = {
  kind: "deliver-invoices",
  sv: "Utlämning",
  en: "Delivery",
  about: (parameters) => saidIn(parameters, "run"),
  resultPage: (parameters) => `/runs/${encodeURIComponent(saidIn(parameters, "run"))}/deliveries`,
  facts: (result) => [
    { sv: "Skickade nu", en: "Sent now", value: saidIn(result, "sentNow") },
    { sv: "Gick inte", en: "In vain", value: saidIn(result, "failedNow") },
  ],
} as const satisfies JobKind;

/** What billing does in the background. */
export const billingJobs: readonly JobKind[] = [rehearseJob, issueJob, deliveryJob];

/** One piece of work with a run at a time, whoever asks and from wherever. */
export function billingSubject(run: string): string {
  return `billing:${run}`;
}
