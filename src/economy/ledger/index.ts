export * from "./voucher.ts";
