export { keepAreas, keepClasses, keepClassifications, keepOfferings, keepServices } from "./keep.ts";
export { catalogueOf, serviceCounts } from "./read.ts";
