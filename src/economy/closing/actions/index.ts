export { closeMonth, askToReopen, judgeStep, reopenMonth } from "./doing.ts";
export { closedMonths, factsOf, monthInTurn, monthOf } from "./read.ts";
