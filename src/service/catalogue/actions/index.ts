export { catalogueOf, requiredService, serviceCounts } from "./read.ts";
