export { closeMonth, askToReopen, judgeStep, reopenMonth } from "./doing.ts";
export { invariants } from "./invariants.ts";
export { protocolOf, protocolPaperOf, protocolsOf } from "./protocols.ts";
export { closedMonths, factsOf, monthInTurn, monthOf } from "./read.ts";
