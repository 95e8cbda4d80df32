export { changesOf, type ObjectChange } from "./changes.ts";
export { type EntryInChain, entriesAfter, lastSeq } from "./outbox.ts";
export * from "./record.ts";
export {
  keepRegister,
  keepRegisters,
  type Register,
  type RegisterChange,
  type RegisterFile,
  type RegisterRow,
} from "./register.ts";
export { kindsSince } from "./since.ts";
export * from "./verify.ts";
