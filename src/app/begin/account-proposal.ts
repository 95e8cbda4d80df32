import { byCode } from "../../kernel/index.ts";
import type { SieAccount } from "../../formats/sie4/index.ts";

/** Which chart of accounts (kontoplan) the first digits follow: the municipalities' own, or BAS. */
export const charts = ["kommun", "bas"] as const;
export type Chart = (typeof charts)[number];

/** Where an account lies, as `organisation/accounts.csv` says it. */
export interface AccountPlace {
  readonly kind: "revenue" | "cost" | "asset" | "equity" | "liability";
  readonly element: string;
}

/** One interval of the account mapping, with both ends. */
export interface AccountInterval extends AccountPlace {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** By what the chart calls itself (#KPTYP), else by where salaries are booked: class 5 in municipalities, class 7 in BAS. */
export function chartOf(chart: string, accounts: readonly SieAccount[]): Chart {
  if (/kommun|region|landsting/i.test(chart)) return "kommun";
  const salaries = accounts.filter((one) => /lön|arvode|personal/i.test(one.name));
  const inFive = salaries.filter((one) => one.account.startsWith("5")).length;
  return inFive > salaries.length / 2 ? "kommun" : "bas";
}

/** By the first digits of balance accounts, in both charts: the first that is a beginning of the number holds. */
const balances: readonly (readonly [RegExp, AccountPlace])[] = [
  [/^1[0-3]/, { kind: "asset", element: "fixed-assets" }],
  [/^15/, { kind: "asset", element: "receivables" }],
  [/^17/, { kind: "asset", element: "prepaid" }],
  [/^1[89]/, { kind: "asset", element: "cash" }],
  [/^1/, { kind: "asset", element: "other-receivables" }],
  [/^20/, { kind: "equity", element: "opening-equity" }],
  [/^24/, { kind: "liability", element: "payables" }],
  [/^29/, { kind: "liability", element: "accrued" }],
  [/^2/, { kind: "liability", element: "other-liabilities" }],
];

const staffClass = { kommun: /^5/, bas: /^7[0-6]/ } as const;
const consultants = /konsult|inhyrd|bemanning/i;
const informationTechnology =
  /\b(it|data|dator|datorer|licens|licenser|program|programvaror|programvara|mjukvara|server)/i;

/**
 * Where an account probably lies. The file's own word for it (#KTYP) goes before the number; the result of the year, which closes the
 * books, is no cost.
 */
export function proposedPlace(account: SieAccount, chart: Chart): AccountPlace {
  const { account: number, name, kind } = account;
  if (/årets (resultat|vinst|förlust)/i.test(name) && /^[289]/.test(number))
    return { kind: "equity", element: "opening-equity" };
  const isResult = kind === undefined ? !/^[12]/.test(number) : kind === "K" || kind === "I";
  if (!isResult) {
    const byNumber = balances.find(([beginning]) => beginning.test(number))?.[1];
    if (byNumber !== undefined && (kind === undefined || (kind === "T") === (byNumber.kind === "asset")))
      return byNumber;
    return kind === "S"
      ? { kind: "liability", element: "other-liabilities" }
      : { kind: "asset", element: "other-receivables" };
  }
  if (kind === "I" || (kind === undefined && number.startsWith("3")))
    return { kind: "revenue", element: "additional" };
  if (staffClass[chart].test(number)) return { kind: "cost", element: "staff" };
  if (number.startsWith("8")) return { kind: "cost", element: "financial" };
  if (consultants.test(name)) return { kind: "cost", element: "consultants" };
  if (informationTechnology.test(name)) return { kind: "cost", element: "it" };
  return { kind: "cost", element: "other" };
}

/** What an interval is called by its first account alone would mislead; it is called by what it is. */
const names: Readonly<Record<string, string>> = {
  "fixed-assets": "Anläggningstillgångar",
  receivables: "Kundfordringar",
  prepaid: "Förutbetalda kostnader",
  cash: "Likvida medel",
  "other-receivables": "Övriga fordringar",
  "opening-equity": "Eget kapital",
  payables: "Leverantörsskulder",
  accrued: "Upplupna kostnader",
  "other-liabilities": "Övriga skulder",
  additional: "Intäkter",
  staff: "Personal",
  financial: "Finansiella poster",
  consultants: "Konsulter",
  it: "IT",
  other: "Övriga kostnader",
};

/**
 * Every account of the file in one interval: neighbours in the same place lie together, and where all numbers are as long, an interval
 * goes on to the next, so that an account that is opened tomorrow has a place too.
 */
export function proposedIntervals(accounts: readonly SieAccount[], chart: Chart): AccountInterval[] {
  const ordered = accounts.toSorted((a, b) => byCode(a.account, b.account));
  const length = ordered[0]?.account.length ?? 0;
  const isEven = ordered.every((one) => one.account.length === length && /^\d+$/.test(one.account));
  const intervals: { -readonly [K in keyof AccountInterval]: AccountInterval[K] }[] = [];
  for (const account of ordered) {
    const place = proposedPlace(account, chart);
    const last = intervals.at(-1);
    if (last !== undefined && last.kind === place.kind && last.element === place.element && isEven)
      last.to = account.account;
    else
      intervals.push({
        ...place,
        from: account.account,
        to: account.account,
        name: isEven ? (names[place.element] ?? place.element) : account.name,
      });
  }
  if (!isEven) return intervals;
  return intervals.map((one, at) => {
    const next = intervals[at + 1];
    // A class is another kind of thing: no interval reaches into the next one.
    const end = `${one.to.slice(0, 1)}${"9".repeat(length - 1)}`;
    const before = next === undefined ? end : String(Number(next.from) - 1).padStart(length, "0");
    return { ...one, to: before < end ? before : end };
  });
}
