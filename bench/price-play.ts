/**
 * A price list made and simulated again for one changed price, volume, cost and driver, over all customers of the example city:
 * `npx tsx bench/price-play.ts [rounds=40]`. What the page runs for a frame of a drag, here in Node: processor time, the middle and the best round, since
 * the machine may be shared; and as a multiple of the costing's own what-if on the same assumption.
 */
import { cpus, loadavg } from "node:os";
import { openShop } from "../src/app/web.testing.ts";
import { unpackBasis } from "../src/economy/costing/index.ts";
import { type PricePlayBasis, pricePlayOf, readPlayAssumption } from "../src/economy/pricing/index.ts";
import { required } from "../src/kernel/index.ts";

const rounds = Number(process.argv[2] ?? 40);

/** The processor times of rounds, from the least. */
function times(work: (round: number) => unknown): number[] {
  return Array.from({ length: rounds }, (_, round) => {
    const started = process.cpuUsage();
    work(round);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
}

const shop = await openShop();
try {
  const context = await shop.contextOf("controller");
  const answer = await context.request.get("/api/v1/price-lists/2024-2/play");
  const { costing, prices } = (await answer.json()) as { costing: object; prices: PricePlayBasis };
  const play = required(pricePlayOf(unpackBasis(costing), prices));
  console.log(
    `${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}, ${play.before.simulation.customers.length} customers, ${prices.items.length} items`,
  );
  for (const name of [
    "price/DI-O365-V",
    "volume/DI-O365-V/*",
    "cost/element:staff",
    "driver/headcount/GSF",
  ]) {
    const asked = (round: number) => [required(readPlayAssumption(`${name}=+${round + 1}%`))];
    times((round) => required(play.after(asked(round))));
    const all = times((round) => required(play.after(asked(round))));
    const alone = name.startsWith("price")
      ? undefined
      : times((round) => required(play.play.after(asked(round).filter((one) => one.kind !== "price"))));
    const middle = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    const ratio =
      alone === undefined ? "" : `, ${(middle(all) / middle(alone)).toFixed(1)} x the costing alone`;
    console.log(
      `  ${name.padEnd(24)} middle ${middle(all).toFixed(1)} ms, best ${all[0]?.toFixed(1)} ms${ratio}`,
    );
  }
} finally {
  await shop.close();
}
process.exit(0);
