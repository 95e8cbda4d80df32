import { type Ore, type Period, byCode, ore } from "../../kernel/index.ts";
import type { CostCell, CostedProject, CostedService } from "./cell.ts";
import { placeWhatCan } from "./engine.ts";
import { costObject } from "./grid.ts";
import type { CostModel, Pool } from "./model.ts";

/** Where an account and a cost centre of the books land under a model, with what was booked there. */
export interface CoverageRow {
  readonly account: string;
  readonly costCentre: string;
  /** A pool; a service; or nowhere. */
  readonly place: { readonly kind: "pool" | "service" | "nowhere"; readonly code: string };
  readonly amountOre: Ore;
  readonly firstPeriod: Period;
  readonly lastPeriod: Period;
}

export interface Coverage {
  /** By place, account and cost centre. */
  readonly rows: readonly CoverageRow[];
  readonly inOre: Ore;
  readonly placedOre: Ore;
  /** Nothing of the year lies nowhere, also not what sums to zero. */
  readonly isWhole: boolean;
}

const nowhere = "\u0000nowhere";

/** Every account and cost centre of the cells, with the pool or service it lands in, and what lands nowhere. */
export function coverageOf(
  model: CostModel,
  cells: readonly CostCell[],
  services: readonly CostedService[],
  projects: readonly CostedProject[],
): Coverage {
  // A last pool that takes anything shows what no other takes, by the placing that the costing itself uses.
  const last: Pool = { pool: nowhere, nameSv: "", nameEn: "", select: [{}], line: 1 };
  const { grid, placement } = placeWhatCan({
    cells,
    model: { ...model, pools: [...model.pools, last] },
    services,
    projects,
  }).placed;
  const rows = new Map<string, { -readonly [K in keyof CoverageRow]: CoverageRow[K] }>();
  let inOre = 0;
  let placedOre = 0;
  for (const [i, cell] of cells.entries()) {
    const node = placement[i] as number;
    const pool = grid.pools[node];
    // A rule that names a service there is none of leads nowhere too.
    const kind = pool === nowhere || node < 0 ? "nowhere" : pool === undefined ? "service" : "pool";
    const code = kind === "nowhere" ? "" : (pool ?? costObject(grid, node)?.service ?? "");
    inOre += cell.amountOre;
    if (kind !== "nowhere") placedOre += cell.amountOre;
    const key = [kind, code, cell.account, cell.costCentre].join("\u0000");
    const row = rows.get(key);
    if (row === undefined) {
      rows.set(key, {
        account: cell.account,
        costCentre: cell.costCentre,
        place: { kind, code },
        amountOre: cell.amountOre,
        firstPeriod: cell.period,
        lastPeriod: cell.period,
      });
      continue;
    }
    row.amountOre = ore(row.amountOre + cell.amountOre);
    if (cell.period < row.firstPeriod) row.firstPeriod = cell.period;
    if (cell.period > row.lastPeriod) row.lastPeriod = cell.period;
  }
  const sorted = [...rows].sort(([a], [b]) => byCode(a, b)).map(([, row]) => row);
  const isWhole = sorted.every((row) => row.place.kind !== "nowhere" || row.amountOre === 0);
  return { rows: sorted, inOre: ore(inOre), placedOre: ore(placedOre), isWhole };
}

/** What lands nowhere, as problems with kronor are told where the costing itself refuses. */
export function nowhereRows(coverage: Coverage): CoverageRow[] {
  return coverage.rows.filter((row) => row.place.kind === "nowhere" && row.amountOre !== 0);
}

/** What each pool and service took in, in all. */
export function placesOf(coverage: Coverage): {
  readonly place: CoverageRow["place"];
  readonly accounts: number;
  readonly costCentres: number;
  readonly amountOre: Ore;
}[] {
  const places = new Map<string, CoverageRow[]>();
  for (const row of coverage.rows) {
    const key = `${row.place.kind} ${row.place.code}`;
    places.set(key, [...(places.get(key) ?? []), row]);
  }
  return [...places.values()].map((rows) => ({
    place: (rows[0] as CoverageRow).place,
    accounts: new Set(rows.map((row) => row.account)).size,
    costCentres: new Set(rows.map((row) => row.costCentre)).size,
    amountOre: ore(rows.reduce((sum, row) => sum + row.amountOre, 0)),
  }));
}
