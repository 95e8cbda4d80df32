export { explainers, explainStatement } from "./explain.ts";
export { invariants } from "./invariants.ts";
export { addedUp, readBooks } from "./books.ts";
export { type ChangedBooks, type KeptStatements, keptStatements } from "./kept-statements.ts";
export { serviceCostCells } from "./service-costs.ts";
export { statementOf, type StatementRequest, statementsOf } from "./statement.ts";
export { rowsOfLine } from "./explain-rows.ts";
