import type { Ore } from "../../../kernel/index.ts";
import { type AmountUnit, formatAmount, formatPercent } from "../../language/index.ts";
import { usePage } from "../components/page-context.ts";
import { Figures } from "../components/table.tsx";
import { say } from "../visit.ts";

export interface SankeyFlow {
  readonly from: string;
  readonly to: string;
  readonly amountOre: Ore;
  /** What the flow is made of. */
  readonly path?: string | undefined;
}

interface Node {
  readonly name: string;
  readonly column: number;
  readonly amount: number;
  y: number;
  readonly height: number;
}

const [width, least, gap, bar] = [960, 2, 14, 10];

/**
 * How kronor run from column to column (flöden): the width of a band is its amount. A flow that leads somewhere is a link with its own words; the same
 * figures stand in a table beneath.
 */
export function Sankey({
  label,
  columns,
  flows,
  unit = "tkr",
}: {
  label: string;
  /** The names in each column, from left to right, as they are to stand. */
  columns: readonly (readonly string[])[];
  flows: readonly SankeyFlow[];
  unit?: AmountUnit;
}) {
  const language = usePage()?.visit.language ?? "sv";
  const drawn = flows.filter((flow) => flow.amountOre > 0);
  if (drawn.length === 0) return null;
  const mostNodes = Math.max(...columns.map((names) => names.length));
  const height = Math.max(220, mostNodes * 34);
  const nodes = placed(columns, drawn, height);
  const at = (column: number): number =>
    Math.round(((width - 380) / Math.max(columns.length - 1, 1)) * column) + 190;
  const perOre = scale(columns, drawn, height);
  const left = new Map<string, number>();
  const right = new Map<string, number>();
  const total = drawn
    .filter((flow) => nodes.get(flow.from)?.column === 0)
    .reduce((sum, flow) => sum + flow.amountOre, 0);
  const printed = (amountOre: Ore): string => `${formatAmount(amountOre, language, unit)} ${unit}`;
  const bands = drawn.map((flow) => {
    const [from, to] = [nodes.get(flow.from), nodes.get(flow.to)];
    if (from === undefined || to === undefined) return null;
    const thick = Math.max(flow.amountOre * perOre, 0.75);
    const y0 = from.y + (right.get(flow.from) ?? 0) + thick / 2;
    const y1 = to.y + (left.get(flow.to) ?? 0) + thick / 2;
    right.set(flow.from, (right.get(flow.from) ?? 0) + flow.amountOre * perOre);
    left.set(flow.to, (left.get(flow.to) ?? 0) + flow.amountOre * perOre);
    const [x0, x1] = [at(from.column) + bar, at(to.column)];
    const middle = (x0 + x1) / 2;
    const path = (
      <path
        class={`band band-${((columns[from.column]?.indexOf(flow.from) ?? 0) % 8) + 1}`}
        d={`M${x0} ${round(y0)}C${middle} ${round(y0)} ${middle} ${round(y1)} ${x1} ${round(y1)}`}
        stroke-width={round(thick)}
      />
    );
    const words = `${flow.from} – ${flow.to}: ${printed(flow.amountOre)}`;
    return flow.path === undefined ? (
      <g>
        <title>{words}</title>
        {path}
      </g>
    ) : (
      <a href={flow.path} aria-label={words}>
        <title>{words}</title>
        {path}
      </a>
    );
  });
  return (
    <figure class="chart">
      <figcaption class="kicker-line">
        {label}, {unit}
      </figcaption>
      <div class="chart-room" role="region" aria-label={label} tabindex={0}>
        <svg class="sankey" viewBox={`0 0 ${width} ${height + 4}`} role="group" aria-label={label}>
          {bands}
          {[...nodes.values()].map((node) => {
            const isLast = node.column === columns.length - 1 && columns.length > 1;
            const isFirst = node.column === 0;
            return (
              <g>
                <rect
                  class="node"
                  x={at(node.column)}
                  y={round(node.y)}
                  width={bar}
                  height={round(Math.max(node.height, 1))}
                />
                <text
                  class="node-name"
                  x={isFirst ? at(node.column) - 8 : at(node.column) + bar + 8}
                  y={round(node.y + node.height / 2 + 4)}
                  text-anchor={isFirst ? "end" : "start"}
                >
                  {short(node.name, isLast || isFirst ? 26 : 30)}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      <details class="as-table">
        <summary>{say({ language }, "Visa som tabell", "Show as a table")}</summary>
        <Figures
          label={label}
          first={say({ language }, "Flöde", "Flow")}
          heads={[unit]}
          after={[say({ language }, "Andel", "Share")]}
          unit={unit}
          rows={drawn.map((flow) => ({
            name: `${flow.from} → ${flow.to}`,
            path: flow.path,
            amountsOre: [flow.amountOre],
            after: [formatPercent({ numerator: flow.amountOre, denominator: total }, language)],
          }))}
        />
      </details>
    </figure>
  );
}

function amountOf(name: string, column: number, flows: readonly SankeyFlow[]): number {
  const sum = (side: "from" | "to"): number =>
    flows.filter((flow) => flow[side] === name).reduce((all, flow) => all + flow.amountOre, 0);
  return column === 0 ? sum("from") : Math.max(sum("to"), sum("from"));
}

/** Pixels to the öre: the fullest column decides. */
function scale(
  columns: readonly (readonly string[])[],
  flows: readonly SankeyFlow[],
  height: number,
): number {
  return Math.min(
    ...columns.map((names, column) => {
      const total = names.reduce((sum, name) => sum + amountOf(name, column, flows), 0);
      return (height - gap * Math.max(names.length - 1, 0)) / Math.max(total, 1);
    }),
  );
}

function placed(
  columns: readonly (readonly string[])[],
  flows: readonly SankeyFlow[],
  height: number,
): Map<string, Node> {
  const perOre = scale(columns, flows, height);
  const nodes = new Map<string, Node>();
  for (const [column, names] of columns.entries()) {
    const sizes = names.map((name) => Math.max(amountOf(name, column, flows) * perOre, least));
    const used = sizes.reduce((sum, size) => sum + size, 0);
    const air = names.length < 2 ? 0 : Math.min(40, (height - used) / (names.length - 1));
    let y = Math.max(2, (height - used - air * (names.length - 1)) / 2);
    for (const [index, name] of names.entries()) {
      const size = sizes[index] ?? least;
      nodes.set(name, { name, column, amount: amountOf(name, column, flows), y, height: size });
      y += size + air;
    }
  }
  return nodes;
}

function short(name: string, letters: number): string {
  return name.length <= letters ? name : `${name.slice(0, letters - 1).trimEnd()}…`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
