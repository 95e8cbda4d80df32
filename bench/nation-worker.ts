/** One of the workers of the nation: generates and costs its providers one after another, and tells how it went. */
import { parentPort, workerData } from "node:worker_threads";
import { costPlaced, distributeToCustomers, placeCells } from "../src/economy/costing/index.ts";
import { required } from "../src/kernel/index.ts";
import { cityOf } from "./city.ts";

const { from, step, count } = workerData as { from: number; step: number; count: number };
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
parentPort?.postMessage({ shares, made, costed, memory });
