export { explainers, explainStatement } from "./explain.ts";
export { invariants } from "./invariants.ts";
export { readBooks } from "./books.ts";
export { statementOf, type StatementRequest, statementsOf } from "./statement.ts";
