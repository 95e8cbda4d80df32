export { keepAreas, keepClasses, keepClassifications, keepOfferings, keepServices } from "./keep.ts";
export { catalogueOf, requiredService, serviceCounts } from "./read.ts";
