import type { Ore } from "../../../kernel/index.ts";
import { ore, sumOre } from "../../../kernel/index.ts";
import { type AmountUnit, formatAmount } from "../../language/index.ts";
import { AmountCell, NumberHead, Table } from "../components/table.tsx";
import { usePage } from "../components/page-context.ts";
import { say } from "../visit.ts";
import { scaleOf } from "./scale.ts";

export interface MonthSeries {
  readonly name: string;
  readonly amountsOre: readonly (Ore | undefined)[];
  /** Addresses of the figures' bases, month by month, for the table beneath. */
  readonly bases?: readonly (string | undefined)[];
}

const [width, height, left, right, top, foot] = [1120, 300, 72, 12, 14, 30];

/**
 * Months side by side: series stacked as bars, and a line across them to hold them against (budget, forecast). The figures
 * stand in a table beneath; the drawing says its sums in words for those who do not see it.
 */
export function MonthChart({
  label,
  months,
  bars,
  lines = [],
  unit = "tkr",
}: {
  label: string;
  months: readonly string[];
  bars: readonly MonthSeries[];
  lines?: readonly MonthSeries[];
  unit?: AmountUnit;
}) {
  const page = usePage();
  const language = page?.visit.language ?? "sv";
  const visit = { language };
  const ups = months.map((_, at) => sumOre(bars.map((one) => ore(Math.max(one.amountsOre[at] ?? 0, 0)))));
  const downs = months.map((_, at) => sumOre(bars.map((one) => ore(Math.min(one.amountsOre[at] ?? 0, 0)))));
  const across = lines.flatMap((line) => line.amountsOre.filter((one) => one !== undefined));
  const { low, high, ticks } = scaleOf([0, ...ups, ...downs, ...across]);
  const y = (amount: number): number =>
    round(top + ((high - amount) / (high - low || 1)) * (height - top - foot));
  const step = (width - left - right) / Math.max(months.length, 1);
  const x = (at: number): number => round(left + step * at);
  const printed = (amountOre: Ore): string => formatAmount(amountOre, language, unit);
  const all = [...bars, ...lines];
  const told = all.map(
    (one) => `${one.name} ${printed(sumOre(one.amountsOre.map((amount) => amount ?? ore(0))))}`,
  );
  return (
    <figure class="chart">
      <figcaption>
        <span class="kicker-line">
          {label}, {unit}
        </span>
        {all.length < 2 ? null : (
          <ul class="legend">
            {bars.map((one, at) => (
              <li>
                <svg viewBox="0 0 12 12" aria-hidden="true">
                  <rect class={`series-${(at % 8) + 1}`} width="12" height="12" rx="2" />
                </svg>
                {one.name}
              </li>
            ))}
            {lines.map((one) => (
              <li>
                <svg viewBox="0 0 18 12" aria-hidden="true">
                  <path class="line" d="M0 6H18" />
                </svg>
                {one.name}
              </li>
            ))}
          </ul>
        )}
      </figcaption>
      <div class="chart-room" role="region" aria-label={label} tabindex={0}>
        <svg
          class="months"
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${label}. ${told.join("; ")} ${unit}.`}
        >
          {ticks.map((tick) => (
            <g>
              <line
                class={tick === 0 ? "axis zero" : "axis"}
                x1={left}
                x2={width - right}
                y1={y(tick)}
                y2={y(tick)}
              />
              <text class="tick" x={left - 8} y={y(tick) + 4} text-anchor="end">
                {formatAmount(ore(tick), language, unit)}
              </text>
            </g>
          ))}
          {months.map((month, at) => {
            let [up, down] = [0, 0];
            return (
              <g>
                {bars.map((one, series) => {
                  const amount = one.amountsOre[at] ?? 0;
                  const from = amount >= 0 ? up : down;
                  const to = from + amount;
                  if (amount >= 0) up = to;
                  else down = to;
                  return (
                    <rect
                      class={`series-${(series % 8) + 1}`}
                      x={round(x(at) + step * 0.18)}
                      width={round(step * 0.64)}
                      y={Math.min(y(from), y(to))}
                      height={round(Math.abs(y(to) - y(from)))}
                    />
                  );
                })}
                <text class="tick" x={round(x(at) + step / 2)} y={height - 8} text-anchor="middle">
                  {month.slice(0, 3)}
                </text>
              </g>
            );
          })}
          {lines.map((one) => (
            <path
              class="line"
              d={one.amountsOre
                .map((amount, at) =>
                  amount === undefined
                    ? ""
                    : `${one.amountsOre[at - 1] === undefined ? "M" : "L"}${round(x(at) + step / 2)} ${y(amount)}`,
                )
                .join("")}
            />
          ))}
        </svg>
      </div>
      <details class="as-table">
        <summary>{say(visit, "Visa som tabell", "Show as a table")}</summary>
        <Table label={label}>
          <thead>
            <tr>
              <th scope="col">
                {say(visit, "Månad", "Month")}, {unit}
              </th>
              {all.map((one) => (
                <NumberHead>{one.name}</NumberHead>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map((month, at) => (
              <tr>
                <th scope="row">{month}</th>
                {all.map((one) => (
                  <AmountCell
                    amountOre={one.amountsOre[at]}
                    unit={unit}
                    basis={one.bases?.[at]}
                    label={`${one.name}, ${month}`}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </figure>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
