/** An axis that holds all the values, with marks at round numbers, zero among them. */
export function scaleOf(values: readonly number[]): {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
} {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const step = stepOf((most - least) / 4);
  const low = Math.floor(least / step) * step;
  const high = Math.max(Math.ceil(most / step) * step, low + step);
  const ticks: number[] = [];
  for (let tick = low; tick <= high; tick += step) ticks.push(tick);
  return { low, high, ticks };
}

/** The next of 1, 2, 5 and their tens: what people count by. */
function stepOf(wanted: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(wanted, 1)));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * size >= wanted) ?? 10;
  return factor * size;
}
