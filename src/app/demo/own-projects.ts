import { assert, ore } from "../../kernel/index.ts";
import type { CostCell } from "../../economy/costing/index.ts";

/** A project that follows a part of costs that are planned elsewhere; it has no budget of its own. */
export interface OwnProject {
  readonly project: string;
  readonly name: string;
  readonly activity: "operation" | "change";
  readonly service: string;
  /** Which costs it follows, and how much of each, in percent; invented. */
  readonly follows: { readonly project: string; readonly service: string };
  readonly months: readonly [first: string, last: string];
  readonly percent: number;
}

/**
 * What the pilot cost before it was stopped in May (R022), and what the solution adapted for three companies costs by its own (R021):
 * parts of what consolidation and accounting cost anyway, followed apart so that the books can be asked.
 */
export const ownProjects: readonly OwnProject[] = [
  {
    project: "P206",
    name: "Pilot för Framtidenkoncernen på Göteborgslokaler (uppdelningen är påhittad)",
    activity: "change",
    service: "DI-ARB",
    follows: { project: "P204", service: "" },
    months: ["2024-02", "2024-05"],
    percent: 65,
  },
  {
    project: "D301",
    name: "Specialanpassad redovisningslösning för tre bolag (påhittad)",
    activity: "operation",
    service: "FIN-RED",
    follows: { project: "", service: "FIN-RED" },
    months: ["2024-01", "2024-12"],
    percent: 6,
  },
];

/** Whether a line of the books is a change initiative by its project. */
export function isChangeProject(project: string): boolean {
  return (
    project !== "" && !ownProjects.some((own) => own.project === project && own.activity === "operation")
  );
}

/** The same costs with the followed parts on their projects: every sum by account, cost centre, service and month is as it was. */
export function followedApart(cells: readonly CostCell[]): CostCell[] {
  const result = cells.flatMap((cell): CostCell[] => {
    const own = ownProjects.find(
      ({ follows, months: [first, last] }) =>
        cell.element !== "staff" &&
        cell.project === follows.project &&
        cell.service === follows.service &&
        cell.period >= first &&
        cell.period <= last,
    );
    if (own === undefined) return [cell];
    const part = Math.trunc((cell.amountOre / 100) * own.percent);
    return [
      { ...cell, amountOre: ore(cell.amountOre - part) },
      { ...cell, project: own.project, amountOre: ore(part) },
    ].filter((one) => one.amountOre !== 0);
  });
  const sum = (rows: readonly CostCell[]): number => rows.reduce((total, row) => total + row.amountOre, 0);
  assert(sum(result) === sum(cells), "costs that are followed apart are the same costs");
  return result;
}
