import type { Ore } from "../../kernel/index.ts";
import { formatAmount } from "../../platform/language/index.ts";
import { Amount, say, Table, type Visit } from "../../platform/web/index.ts";

export interface WaterfallStep {
  readonly label: string;
  readonly amountOre: Ore;
  /** A total stands on the ground; the others hang where the one before ended. */
  readonly total: boolean;
  readonly path: string;
}

const rowHeight = 34;
const labelWidth = 330;
const width = 900;

/** How steps lead to a total, drawn on the server; each bar is a link to its basis, and the same figures as a table beneath. */
export function Waterfall({ visit, steps }: { visit: Visit; steps: readonly WaterfallStep[] }) {
  const bars = placed(steps);
  const low = Math.min(0, ...bars.map((bar) => bar.from), ...bars.map((bar) => bar.to));
  const high = Math.max(0, ...bars.map((bar) => bar.from), ...bars.map((bar) => bar.to));
  const room = width - labelWidth - 90;
  const x = (amount: number): number => labelWidth + 40 + ((amount - low) / Math.max(high - low, 1)) * room;
  return (
    <>
      <div class="table-room">
        <svg
          class="chart"
          viewBox={`0 0 ${width} ${bars.length * rowHeight + 8}`}
          role="group"
          aria-label={say(
            visit,
            "Steg från avdelningar till årets resultat",
            "Steps from departments to the year's result",
          )}
        >
          <line class="axis" x1={x(0)} x2={x(0)} y1="0" y2={bars.length * rowHeight} />
          {bars.map((bar, index) => {
            const left = Math.min(x(bar.from), x(bar.to));
            const right = Math.max(x(bar.from), x(bar.to), left + 2);
            const y = index * rowHeight + 6;
            const text = formatAmount(bar.step.amountOre, visit.language, "mnkr");
            const kind = bar.step.total ? "bar-total" : bar.step.amountOre < 0 ? "bar-down" : "bar-up";
            return (
              <a href={bar.step.path} aria-label={`${bar.step.label}: ${text} mnkr`}>
                <text x="0" y={y + 16} font-weight={bar.step.total ? "650" : "400"}>
                  {shortened(bar.step.label)}
                </text>
                <rect class={kind} x={left} y={y} width={right - left} height={rowHeight - 12} rx="2" />
                <text x={right + 6} y={y + 16}>
                  {text}
                </text>
              </a>
            );
          })}
        </svg>
      </div>
      <details>
        <summary>{say(visit, "Visa som tabell", "Show as a table")}</summary>
        <Table label={say(visit, "Steg", "Steps")}>
          <tbody>
            {steps.map((step) => (
              <tr class={step.total ? "total" : undefined}>
                <th scope="row">{step.label}</th>
                <td class="number">
                  <Amount
                    amountOre={step.amountOre}
                    language={visit.language}
                    unit="mnkr"
                    basis={step.path}
                    label={step.label}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </>
  );
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

function shortened(label: string): string {
  return label.length <= 46 ? label : `${label.slice(0, 45)}…`;
}
