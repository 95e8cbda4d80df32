export { type Posting, postVouchers } from "./post.ts";
export { accountMapOf, balancesOf, type StatedBalance, statedBalancesOf, vouchersOf } from "./read.ts";
