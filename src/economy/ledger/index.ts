export * from "./balance.ts";
export * from "./comparison.ts";
export * from "./mapping.ts";
export * from "./voucher.ts";
