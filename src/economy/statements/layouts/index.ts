import type { StatementLayout } from "../layout.ts";
import { balance } from "./balance.ts";
import { bridge } from "./bridge.ts";
import type { LayoutContext } from "./context.ts";
import { departments } from "./departments.ts";
import { elimination } from "./elimination.ts";
import { equity } from "./equity.ts";
import { growth } from "./growth.ts";
import { income } from "./income.ts";
import { kpi } from "./kpi.ts";
import { changeInitiatives, coreServices } from "./service-costs.ts";
import { summary } from "./summary.ts";

export type { LayoutContext } from "./context.ts";

/** All statements, in the order of the report. */
export function layoutsOf(context: LayoutContext): readonly StatementLayout[] {
  return [
    summary(),
    income(context),
    balance(),
    equity(),
    departments(context),
    coreServices(context),
    changeInitiatives(context),
    growth(),
    kpi(context),
    elimination(),
    bridge(context),
  ];
}

/** The names of the statements, which no register changes. */
export const statementIds: readonly string[] = layoutsOf({ classes: [], areas: [], departments: [] }).map(
  (layout) => layout.id,
);
