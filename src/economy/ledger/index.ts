export * from "./explanation.ts";
export * from "./balance.ts";
export * from "./comparison.ts";
export * from "./explanation.ts";
export * from "./mapping.ts";
export * from "./organisation.ts";
export * from "./period-state.ts";
export * from "./voucher.ts";
