export { selectCharges as chargesByItem } from "../sql/read.ts";
export { invariants } from "./invariants.ts";
export { loadPriceList, type PriceListLoad } from "./load.ts";
export { contentSha256, priceListsInForce, priceListVersions, versionOf } from "./versions.ts";
