import type { Day, Micro, Ore, Period } from "../../kernel/index.ts";

/** The four kinds of content a SIE file may have: year balances, period balances, object balances, vouchers. */
export type SieType = 1 | 2 | 3 | 4;

/** Which labels hold balances. Opening and closing, of accounts and of objects, results, periods and budgets. */
export type SieBalanceKind = "IB" | "UB" | "OIB" | "OUB" | "RES" | "PSALDO" | "PBUDGET";

/** A fiscal year (räkenskapsår): 0 is the year of the file, -1 the year before. */
export interface SieYear {
  readonly index: number;
  readonly from: Day;
  readonly to: Day;
  readonly line: number;
}

/** The flag and the identification records. What a file leaves out is the empty string or undefined. */
export interface SieHeader {
  /** 1 when a receiving program has marked the file as read. */
  readonly flag: 0 | 1;
  readonly type: SieType;
  /** Type 4 comes in two kinds: 4E is exported from the books, 4I is to be imported into them. */
  readonly direction: "export" | "import";
  readonly program: { readonly name: string; readonly version: string } | undefined;
  readonly format: string;
  readonly generated: { readonly day: Day; readonly sign: string } | undefined;
  readonly notes: readonly string[];
  readonly companyName: string;
  readonly companyCode: string;
  readonly companyForm: string;
  readonly industry: string;
  readonly orgNo: string;
  readonly acquisitionNo: string;
  readonly activityNo: string;
  readonly address:
    | {
        readonly contact: string;
        readonly street: string;
        readonly postal: string;
        readonly telephone: string;
      }
    | undefined;
  readonly years: readonly SieYear[];
  /** Tax year of the SRU codes. */
  readonly taxYear: string;
  /** Period balances cover the time up to and including this day. */
  readonly through: Day | undefined;
  readonly chart: string;
  readonly currency: string;
}

export interface SieAccount {
  readonly account: string;
  readonly name: string;
  /** T asset, S liability, K cost, I revenue; absent means by the number. */
  readonly kind: "T" | "S" | "K" | "I" | undefined;
  readonly unit: string;
  readonly sru: readonly string[];
  readonly line: number;
}

export interface SieDimension {
  readonly dimension: number;
  readonly name: string;
  /** The dimension above, for #UNDERDIM. */
  readonly above: number | undefined;
  readonly line: number;
}

export interface SieObject {
  readonly dimension: number;
  readonly object: string;
  readonly name: string;
  readonly line: number;
}

/** One pair of an object list. */
export interface SieObjectRef {
  readonly dimension: number;
  readonly object: string;
}

export interface SieBalance {
  readonly kind: SieBalanceKind;
  readonly year: number;
  /** Only for PSALDO and PBUDGET, which are changes during the month. */
  readonly period: Period | undefined;
  readonly account: string;
  readonly objects: readonly SieObjectRef[];
  /** Debit +, credit -. */
  readonly amountOre: Ore;
  readonly quantityMicro: Micro | undefined;
  readonly line: number;
}

export interface SieRow {
  /** A row added (#RTRANS and its twin) or struck (#BTRANS) after the voucher was first booked. */
  readonly change: "added" | "removed" | undefined;
  readonly account: string;
  readonly objects: readonly SieObjectRef[];
  /** Debit +, credit -. A struck row does not count. */
  readonly amountOre: Ore;
  /** Absent means the day of the voucher. */
  readonly day: Day | undefined;
  readonly text: string;
  readonly quantityMicro: Micro | undefined;
  readonly sign: string;
  readonly line: number;
}

export interface SieVoucherHead {
  readonly series: string;
  readonly number: string;
  readonly day: Day;
  readonly text: string;
  readonly registered: Day | undefined;
  readonly sign: string;
  readonly line: number;
}

export interface SieVoucher extends SieVoucherHead {
  readonly rows: readonly SieRow[];
}

/** All of a file but its balances and vouchers, which may be many. */
export interface SieFrame {
  readonly header: SieHeader;
  readonly accounts: readonly SieAccount[];
  readonly dimensions: readonly SieDimension[];
  readonly objects: readonly SieObject[];
}

/** A whole file as plain values. */
export interface SieFile extends SieFrame {
  readonly balances: readonly SieBalance[];
  readonly vouchers: readonly SieVoucher[];
}
