import type { Child } from "hono/jsx";
import type { Ore } from "../../../kernel/index.ts";
import { type AmountUnit, formatAmount } from "../../language/index.ts";
import { say, type Visit } from "../visit.ts";

export interface WaterfallStep {
  readonly label: string;
  readonly amountOre: Ore;
  /** A total stands on the ground; the others hang where the one before ended. */
  readonly total: boolean;
  /** Its basis; none where there is nothing further to open. */
  readonly path?: string | undefined;
}

/**
 * How steps lead to a total, drawn on the server: each row is a link to its basis with its words, its bar and its
 * amount, so that the drawing is the table. On a phone the bar stands beneath the words.
 */
export function Waterfall({
  visit,
  steps,
  unit = "mnkr",
  label,
  isWide = false,
}: {
  visit: Visit;
  steps: readonly WaterfallStep[];
  unit?: AmountUnit;
  label?: string;
  /** Room for kronor beside the bars, and air beneath. */
  isWide?: boolean;
}) {
  const bars = placed(steps);
  const ends = bars.flatMap((bar) => [bar.from, bar.to]);
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends);
  /** Per cent of the width, in tenths. */
  const x = (amount: number): number => Math.round(5 + ((amount - low) / Math.max(high - low, 1)) * 990) / 10;
  return (
    <ol
      class={isWide ? "waterfall waterfall-wide" : "waterfall"}
      aria-label={
        label ??
        say(
          visit,
          "Steg från avdelningarnas resultat till årets, mnkr",
          "Steps from the departments' results to the year's, mnkr",
        )
      }
    >
      {bars.map(({ step, from, to }) => {
        const left = Math.min(x(from), x(to));
        const kind = step.total ? "bar-total" : step.amountOre < 0 ? "bar-down" : "bar-up";
        return (
          <li class={step.total ? "total" : undefined}>
            <Row path={step.path}>
              <span class="step">{step.label}</span>
              <svg aria-hidden="true">
                <line class="axis" x1={`${x(0)}%`} x2={`${x(0)}%`} y1="-25%" y2="125%" />
                <rect
                  class={kind}
                  x={`${left}%`}
                  width={`${Math.max(Math.abs(x(to) - x(from)), 0.3).toFixed(1)}%`}
                  rx="2"
                />
              </svg>
              <span class="figure">{formatAmount(step.amountOre, visit.language, unit)}</span>
            </Row>
          </li>
        );
      })}
    </ol>
  );
}

function Row({ path, children }: { path: string | undefined; children: Child }) {
  return path === undefined ? <span class="row">{children}</span> : <a href={path}>{children}</a>;
}

function placed(steps: readonly WaterfallStep[]): { step: WaterfallStep; from: number; to: number }[] {
  let at = 0;
  return steps.map((step) => {
    const from = step.total ? 0 : at;
    const to = step.total ? step.amountOre : at + step.amountOre;
    at = to;
    return { step, from, to };
  });
}
