import { setTimeout as pause } from "node:timers/promises";
import { JobCancelled, type JobHandler } from "../../../platform/jobs/index.ts";
import { deliver } from "./deliver.ts";
import type { DeliveryWorld } from "./outlets.ts";

/** The kind of job that delivers a run in the background. */
export const deliveryJob = "deliver-invoices";

/** The world as it is: this machine's clock, network and environment. */
export function realWorld({ outbox, now }: Pick<DeliveryWorld, "outbox" | "now">): DeliveryWorld {
  return {
    outbox,
    now,
    pause: (milliseconds) => pause(milliseconds),
    secret: (name) => process.env[name],
  };
}

/** What the server's worker can do for billing. Killed, it goes on with what is not recorded as sent. */
export function deliveryHandlers(world: DeliveryWorld): Readonly<Record<string, JobHandler>> {
  return {
    [deliveryJob]: async ({ database, scope, parameters, progress, cancelled }) => {
      const { run, actor, again } = parameters as { run: string; actor: string; again?: boolean };
      const question = { run, ...(again === undefined ? {} : { again }) };
      const result = await deliver(database, scope.provider, question, { actor, world, progress, cancelled });
      if (result.isStopped) throw new JobCancelled();
      return result;
    },
  };
}
