import { billingHandlers, realWorld } from "../economy/invoicing/actions/index.ts";
import { billingJobs, outboxOf } from "../economy/invoicing/index.ts";
import { settlementHandlers } from "../economy/settlement/actions/index.ts";
import { settlementJobs } from "../economy/settlement/index.ts";
import type { Mandate } from "../platform/access/index.ts";
import type { JobHandler, JobKind } from "../platform/jobs/index.ts";
import { exampleHandlers, exampleJob } from "./demo/example.ts";

export const cancelling: Mandate = {
  mandate: "jobs.cancel",
  sv: "avbryta ett jobb",
  en: "cancel a job",
  roles: ["controller", "approver", "administrator"],
};

/** Every kind of work in the background, as its room tells it. */
export const jobKinds: readonly JobKind[] = [...billingJobs, ...settlementJobs, exampleJob];

export function kindOf(kind: string): JobKind {
  return jobKinds.find((each) => each.kind === kind) ?? { kind, sv: kind, en: kind, about: () => "" };
}

/** Who does it, in the server or by `underlag job work`. */
export function jobHandlers({
  dataDirectory,
  now,
}: {
  readonly dataDirectory: string;
  readonly now: () => string;
}): Readonly<Record<string, JobHandler>> {
  return {
    ...exampleHandlers(now),
    ...billingHandlers(realWorld({ outbox: outboxOf(dataDirectory), now })),
    ...settlementHandlers(now),
  };
}
