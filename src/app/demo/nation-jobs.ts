import { required } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { JobHandler } from "../../platform/jobs/index.ts";
import { enqueue } from "../../platform/jobs/actions/index.ts";
import { computeCosting, customerCostsOf } from "../../economy/costing/actions/index.ts";
import { keepProvider } from "../pack/keep-provider.ts";
import { loadPack } from "../pack/load.ts";
import { readSettings } from "../pack/settings.ts";
import { memoryPack, nationProvider, nationSettings } from "./nation.ts";

const kind = "nation-provider";
const actor = "nation";

/** What became of one provider: how much there was, and that what went in came out. */
export interface NationResult {
  readonly lines: number;
  readonly services: number;
  readonly customers: number;
  readonly shares: number;
  readonly costOre: string;
  readonly sharedOre: string;
}

/**
 * Puts providers of the nation in the queue, each as a job of its own with nothing in common with the others: any number of
 * workers, in any number of processes, may take them.
 */
export async function enqueueNation(
  database: Database,
  numbers: readonly number[],
  now: () => string,
): Promise<void> {
  for (const number of numbers) {
    const { provider, text } = nationSettings(number);
    await database.transaction({ role: "staff", provider, actor }, async (tx) => {
      // A job belongs to a provider, so the provider comes before its pack.
      await keepProvider(tx, required(readSettings(text, "pack.yaml")), { actor, now: now() });
      await enqueue(tx, provider, { kind, parameters: { number } }, { actor, now: now() });
    });
  }
}

/** Loads a provider's pack and costs its year, services and customers, through the product's own tables. */
export function nationHandlers(now: () => string): Readonly<Record<string, JobHandler>> {
  return {
    async [kind]({ database, scope, parameters }): Promise<NationResult> {
      const { number } = parameters as { readonly number: number };
      const { provider, files, services, customers } = nationProvider(number);
      const report = await loadPack(database, memoryPack(provider, files), {
        actor,
        now: now(),
        confirm: false,
        dryRun: false,
        provider: scope.provider,
        progress: () => undefined,
      });
      const question = { provider, year: 2024, scenario: "actual" };
      const { costing, shared } = await database.transaction(scope, async (tx) => ({
        costing: await computeCosting(tx, question),
        shared: await customerCostsOf(tx, question),
      }));
      return {
        lines: report.files.reduce((sum, file) => sum + (file.counts["lines"] ?? 0), 0),
        services,
        customers,
        shares: shared.rows.length,
        costOre: String(costing.outOre),
        sharedOre: String(shared.rows.reduce((sum, row) => sum + row.amountOre, 0)),
      };
    },
  };
}
