export * from "./mandate.ts";
export * from "./person.ts";
export { noSuchPerson } from "./problems.ts";
