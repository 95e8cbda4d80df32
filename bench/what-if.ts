/**
 * What a dragged slider costs in a real browser: `npx tsx bench/what-if.ts [frames=200]`. The example city is loaded, played and
 * served; for one changed driver, volume, key and cost the page answers once a frame for all customers and months. `script` is the
 * engine and the writing of the table, `frame` that and the browser's layout of it. Both by the clock, on a machine that may be busy; beside them the
 * processor time that a frame took of the page's thread on the average, as the browser itself counts it.
 */
import { cpus, loadavg } from "node:os";
import { openShop } from "../src/app/web.testing.ts";

const frames = Number(process.argv[2] ?? 200);

/** Runs in the page: moves the control once a frame and reads what the page itself has measured. */
const drag = (count: number): string => `new Promise((resolve) => {
  const slider = document.querySelector("#what-if-slider");
  const key = document.querySelector("select[name=change]");
  const found = [];
  let n = 0;
  performance.clearMeasures("what-if");
  const step = () => {
    if (n > 0) {
      const started = performance.now();
      document.body.getBoundingClientRect();
      const layout = performance.now() - started;
      const measured = performance.getEntriesByName("what-if");
      performance.clearMeasures("what-if");
      if (measured.length > 0) found.push([measured[0].duration, measured[0].duration + layout]);
    }
    if (n++ >= ${count}) return resolve(found);
    if (slider) {
      slider.value = String(-50 + ((n * 7) % 300) / 2);
      slider.dispatchEvent(new Event("input"));
    } else {
      const names = [...key.options].map((one) => one.value).filter((one) => one === "headcount" || one === "accounts");
      key.value = names[n % names.length];
      key.dispatchEvent(new Event("change"));
    }
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

const shop = await openShop();
try {
  const context = await shop.contextOf("controller");
  const page = await context.newPage();
  const counter = await context.newCDPSession(page);
  await counter.send("Performance.enable", { timeDomain: "threadTicks" });
  const ticks = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      (await counter.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]),
    );
  console.log(
    `${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}, ${frames} frames each`,
  );
  for (const [name, path] of [
    ["a driver, one customer", "/what-if?kind=driver&what=headcount&who=GSF&change=1"],
    ["a driver, all customers", "/what-if?kind=driver&what=headcount&who=*&change=1&from=2024-03"],
    ["a driver of the steps", "/what-if?kind=driver&what=fte&who=HR-BEM&change=1"],
    ["a volume, one customer", "/what-if?kind=volume&who=GSF&change=1&what="],
    ["a key, one service", "/what-if?kind=key&what=HR-BEM"],
    ["a key, all services", "/what-if?kind=key&what=*"],
    ["a cost element", "/what-if?kind=cost&what=element:staff&change=1"],
  ] as const) {
    await page.goto(path);
    await page.locator("#what-if[data-live=yes]").waitFor();
    if (name.startsWith("a volume")) await page.locator("select[name=who]").selectOption("GSF");
    await page.evaluate(drag(20));
    const before = await ticks();
    const measured = await page.evaluate<[number, number][]>(drag(frames));
    const after = await ticks();
    const spent = (metric: string): string =>
      (((after[metric] ?? 0) - (before[metric] ?? 0)) * (1000 / frames)).toFixed(1);
    const at = (which: 0 | 1, share: number): string => {
      const sorted = measured.map((one) => one[which]).sort((a, b) => a - b);
      return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(
        1,
      );
    };
    console.log(
      `  ${name.padEnd(26)} script p50 ${at(0, 0.5)} p99 ${at(0, 0.99)} least ${at(0, 0)} ms; frame p50 ${at(1, 0.5)} p90 ${at(1, 0.9)} p99 ${at(1, 0.99)} ms; processor: script ${spent("ScriptDuration")}, layout ${spent("LayoutDuration")}, all ${spent("TaskDuration")} ms`,
    );
  }
  await context.close();
} finally {
  await shop.close();
}
process.exit(0);
