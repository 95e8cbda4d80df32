export { serviceContents } from "./contents.ts";
export { catalogueOf, requiredService, serviceCounts } from "./read.ts";
