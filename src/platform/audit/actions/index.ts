export * from "./record.ts";
export { keepRegister, type Register, type RegisterChange, type RegisterRow } from "./register.ts";
export * from "./verify.ts";
