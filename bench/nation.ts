/** One of the processes of the nation: generates and costs its providers one after another, and prints JSON. `nation.ts <from> <step> <count>`. */
import { costPlaced, distributeToCustomers, placeCells } from "../src/economy/costing/index.ts";
import { required } from "../src/kernel/index.ts";
import { cityOf } from "./city.ts";

const [from, step, count] = process.argv.slice(2).map(Number) as [number, number, number];
let [shares, made, costed] = [0, 0, 0];
const memory: number[] = [];
for (let seed = from; seed < count; seed += step) {
  const started = performance.now();
  const city = cityOf(seed);
  const generated = performance.now();
  const costing = required(costPlaced(required(placeCells(city)), city.drivers));
  const customers = required(distributeToCustomers(costing, city.keys));
  for (const split of customers.splits) shares += split.parts.length;
  made += generated - started;
  costed += performance.now() - generated;
  if (seed % 10 < step) memory.push(process.memoryUsage.rss() / 1e6);
}
console.log(JSON.stringify({ shares, made, costed, memory }));
