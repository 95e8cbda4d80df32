import type { ServiceCostCell, StatementCell } from "./cell.ts";
import type { Selection, ServiceSelection } from "./layout.ts";

export function takes(selection: Selection, cell: StatementCell): boolean {
  return (
    within(selection.kind, cell.kind) &&
    within(selection.element, cell.element) &&
    within(selection.role, cell.role) &&
    within(selection.class, cell.class) &&
    within(selection.area, cell.area) &&
    within(selection.service, cell.service) &&
    within(selection.customer, cell.customer) &&
    within(selection.department, cell.department) &&
    (selection.activity === undefined || selection.activity === cell.activity) &&
    (selection.common === undefined || selection.common === cell.common) &&
    (selection.internal === undefined || selection.internal === cell.internal) &&
    (selection.flow === undefined || selection.flow === cell.flow)
  );
}

export function takesServiceCost(selection: ServiceSelection, cell: ServiceCostCell): boolean {
  return (
    within(selection.class, cell.class) &&
    within(selection.area, cell.area) &&
    within(selection.service, cell.service) &&
    (selection.activity === undefined || selection.activity === cell.activity)
  );
}

function within(allowed: readonly string[] | undefined, value: string): boolean {
  return allowed === undefined || allowed.includes(value);
}
