import { tmpdir } from "node:os";
import { billingHandlers } from "../economy/invoicing/actions/index.ts";
import { settlementHandlers } from "../economy/settlement/actions/index.ts";
import type { Database } from "../platform/database/index.ts";
import { workOnce } from "../platform/jobs/actions/index.ts";

/** Does what waits in the queue, as the server's worker would; nothing leaves the machine. */
export async function workThrough(database: Database, now: string): Promise<void> {
  const world = { outbox: tmpdir(), now: () => now, pause: async () => undefined, secret: () => undefined };
  const handlers = { ...billingHandlers(world), ...settlementHandlers(world.now) };
  while (await workOnce(database, { handlers, now: world.now }));
}
