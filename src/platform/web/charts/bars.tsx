import type { Ore } from "../../../kernel/index.ts";
import { type AmountUnit, formatAmount } from "../../language/index.ts";
import { usePage } from "../components/page-context.ts";

export interface VarianceRow {
  readonly name: string;
  readonly amountOre: Ore;
  readonly path?: string | undefined;
}

/**
 * What is over and what is under (avvikelser), from a common line: the drawing is the table, a row each with its words,
 * its bar and its amount. Sign and side say the same as the colour.
 */
export function VarianceBars({
  label,
  rows,
  unit = "tkr",
}: {
  label: string;
  rows: readonly VarianceRow[];
  unit?: AmountUnit;
}) {
  const language = usePage()?.visit.language ?? "sv";
  const most = Math.max(1, ...rows.map((row) => Math.abs(row.amountOre)));
  const low = Math.min(0, ...rows.map((row) => row.amountOre)) / most;
  const span = Math.max(0, ...rows.map((row) => row.amountOre)) / most - low || 1;
  const x = (share: number): number => Math.round(((share - low) / span) * 1000) / 10;
  return (
    <ol class="waterfall" aria-label={`${label}, ${unit}`}>
      {rows.map((row) => {
        const share = row.amountOre / most;
        const inside = (
          <>
            <span class="step">{row.name}</span>
            <svg aria-hidden="true">
              <line class="axis" x1={`${x(0)}%`} x2={`${x(0)}%`} y1="-25%" y2="125%" />
              <rect
                class={row.amountOre < 0 ? "bar-down" : "bar-up"}
                x={`${Math.min(x(0), x(share))}%`}
                width={`${Math.max(Math.abs(x(share) - x(0)), 0.3).toFixed(1)}%`}
                rx="2"
              />
            </svg>
            <span class="figure">{formatAmount(row.amountOre, language, unit)}</span>
          </>
        );
        return (
          <li>
            {row.path === undefined ? <span class="row">{inside}</span> : <a href={row.path}>{inside}</a>}
          </li>
        );
      })}
    </ol>
  );
}

/** A year of months in the space of a word: the shape only, the figures stand beside it. */
export function Sparkline({ amountsOre, label }: { amountsOre: readonly Ore[]; label: string }) {
  if (amountsOre.length < 2) return null;
  const low = Math.min(...amountsOre);
  const span = Math.max(...amountsOre) - low || 1;
  const points = amountsOre.map(
    (amount, at) =>
      `${Math.round((at / (amountsOre.length - 1)) * 960 + 20) / 10} ${Math.round(220 - ((amount - low) / span) * 200) / 10}`,
  );
  const [lastX = "", lastY = ""] = points.at(-1)?.split(" ") ?? [];
  return (
    <svg class="spark" viewBox="0 0 100 24" role="img" aria-label={label}>
      <path class="line" d={`M${points.join("L")}`} />
      <circle class="bar-up" cx={lastX} cy={lastY} r="2" />
    </svg>
  );
}

/** How far something has come against what it was to be: a bar, and a mark where the plan stands. */
export function Bullet({ amountOre, planOre, label }: { amountOre: Ore; planOre: Ore; label: string }) {
  const most = Math.max(Math.abs(amountOre), Math.abs(planOre), 1) * 1.08;
  const at = (amount: Ore): number => Math.round((Math.abs(amount) / most) * 1000) / 10;
  return (
    <svg class="bullet" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect class="bullet-room" width="100" height="12" />
      <rect class={amountOre > planOre ? "bar-down" : "bar-up"} y="3" width={at(amountOre)} height="6" />
      <rect class="bullet-plan" x={at(planOre) - 0.5} y="0" width="1" height="12" />
    </svg>
  );
}
