export * from "./agree.ts";
export * from "./agreement-json.ts";
export * from "./booking.ts";
export * from "./buyer-books.ts";
export { catalogue } from "./problems.ts";
export * from "./elimination.ts";
