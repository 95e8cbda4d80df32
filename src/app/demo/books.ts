import { allocate, assert, instalment, ore, type Period, periodsOfYear } from "../../kernel/index.ts";
import type { CostCell } from "../../economy/costing/index.ts";
import { provisionAccount, receivableExternal, receivableInternal, vatAccount } from "./chart.ts";
import { isSelfCost } from "./costs.ts";
import { pick } from "./random.ts";
import { closing, openingEquity, type Year } from "./targets.ts";
import { type BookedLine, bookedLines, type DraftLine, Journal } from "./vouchers.ts";

const cash = "1940";
const city = "1680";
const prepaid = "1710";
const equity = "2010";
const previousResult = "2019";
const payables = "2440";
const taxes = "2710";
const holidayPay = "2920";
export const owedSettlement = "2980";
const accrued = "2990";

/** Invented suppliers; any likeness is chance. */
const suppliers = [
  "Exempel Nät AB",
  "Påhittad Drift AB",
  "Fiktiva Konsulter AB",
  "Exempel Licens AB",
  "Norr Systemexempel AB",
  "Påhittad Telefoni AB",
  "Väst Kontorsexempel AB",
  "Fiktiv Leasing AB",
  "Exempel Utbildning AB",
  "Påhittad Molntjänst AB",
] as const;

/** Holiday pay owed when the example begins. */
const openingHolidayPay = 36_214_000_00;

/** Balances at the beginning of 2022; the municipal account and bank is what makes them sum to zero. */
export function firstOpening(): Map<string, number> {
  const row = closing[2021];
  const opening = new Map<string, number>([
    [receivableInternal, row.receivablesInternal],
    [receivableExternal, row.receivablesExternal],
    [city, row.otherReceivables],
    [prepaid, row.prepaid],
    [equity, -openingEquity],
    [payables, -row.payables],
    [taxes, -row.otherLiabilities],
    [holidayPay, -openingHolidayPay],
    [accrued, -(row.accrued - openingHolidayPay)],
  ]);
  opening.set(cash, -[...opening.values()].reduce((a, b) => a + b, 0));
  return opening;
}

/** Closing balances and result of a year become the next year's opening ones. */
export function nextOpening(
  opening: ReadonlyMap<string, number>,
  lines: readonly BookedLine[],
): Map<string, number> {
  const next = new Map(opening);
  let result = 0;
  for (const line of lines) {
    if (line.account < "3") next.set(line.account, (next.get(line.account) ?? 0) + line.amountOre);
    else result += line.amountOre;
  }
  next.set(previousResult, (next.get(previousResult) ?? 0) + result);
  for (const [account, amount] of next) if (amount === 0) next.delete(account);
  return next;
}

/** Books the year's costs: salaries, supplier invoices, licences out of the prepaid, and at the year's end what has not come. */
export function bookCosts(
  journal: Journal,
  cells: readonly CostCell[],
  opening: ReadonlyMap<string, number>,
): void {
  const year = journal.year as Year;
  const last = periodsOfYear(year)[11] as Period;
  // What was accrued last year has come as invoices.
  const reversed = -(opening.get(accrued) ?? 0);
  journal.add("B", `${year}-01` as Period, "Upplupna leverantörsfakturor har kommit", [
    { account: accrued, amount: reversed },
    { account: payables, amount: -reversed },
  ]);
  const groups = new Map<string, CostCell[]>();
  for (const cell of cells) {
    if (isSelfCost(cell)) continue;
    const kind =
      cell.element === "staff"
        ? "L"
        : cell.element === "financial"
          ? "F"
          : cell.account === "6410"
            ? "P"
            : "A";
    const key = [cell.period, kind, cell.costCentre, kind === "A" ? cell.account : ""].join("|");
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  const late: { text: string; lines: DraftLine[]; total: number }[] = [];
  for (const [key, group] of groups) {
    const [period, kind, costCentre] = key.split("|") as [Period, string, string];
    const lines = group.map((cell): DraftLine => ({ ...cell, amount: cell.amountOre }));
    const total = lines.reduce((sum, line) => sum + line.amount, 0);
    if (kind === "L")
      journal.add("L", period, `Löner ${period} ansvar ${costCentre}`, [...lines, ...salaryPaid(lines)]);
    else if (kind === "F")
      journal.add("B", period, `Räntor och bankkostnader ${period}`, [
        ...lines,
        { account: cash, amount: -total },
      ]);
    else if (kind === "P")
      journal.add("B", period, `Periodisering av licenser ${period} ansvar ${costCentre}`, [
        ...lines,
        { account: prepaid, amount: -total },
      ]);
    else {
      for (let at = 0; at < lines.length; at += 12) {
        const some = lines.slice(at, at + 12);
        const part = some.reduce((sum, line) => sum + line.amount, 0);
        const text = `Leverantörsfaktura ${pick(`supplier ${key} ${at}`, suppliers)}`;
        if (period === last) late.push({ text, lines: some, total: part });
        else journal.add("A", period, text, [...some, { account: payables, amount: -part, text }]);
      }
    }
  }
  bookLate(journal, late, last, opening);
}

/** Net salaries are paid, taxes and fees owed, holiday pay earned or taken. */
function salaryPaid(lines: readonly DraftLine[]): DraftLine[] {
  const of = (account: string): number =>
    lines.filter((line) => line.account === account).reduce((sum, line) => sum + line.amount, 0);
  const salaries = of("5010");
  const tax = Math.trunc((salaries * 30) / 100);
  return [
    { account: holidayPay, amount: -of("5110") },
    { account: taxes, amount: -(of("5610") + tax) },
    { account: cash, amount: -(salaries - tax) },
  ];
}

/** December's supplier invoices: as many as the closing says have not come are accrued, the last one in part. */
function bookLate(
  journal: Journal,
  late: readonly { text: string; lines: readonly DraftLine[]; total: number }[],
  last: Period,
  opening: ReadonlyMap<string, number>,
): void {
  const balance = (account: string): number => (opening.get(account) ?? 0) + journal.moved(account);
  const others = balance(holidayPay) + balance(provisionAccount) + balance(owedSettlement);
  let left = closing[journal.year as Year].accrued + others;
  assert(left >= 0, "the other accrued liabilities are not above the whole");
  for (const { text, lines, total } of late) {
    const part = total > 0 ? Math.min(left, total) : 0;
    left -= part;
    if (part === total) {
      journal.add("B", last, `Upplupen kostnad: ${text}`, [
        ...lines,
        { account: accrued, amount: -part, text },
      ]);
    } else {
      journal.add("A", last, text, [
        ...lines,
        { account: accrued, amount: -part, text },
        { account: payables, amount: -(total - part), text },
      ]);
    }
  }
  assert(left === 0, "December's invoices are enough for what is accrued");
}

/** Money in and out: licences bought, receivables and payables paid, taxes, the city's flows; to the closing balances. */
export function bookPayments(journal: Journal, opening: ReadonlyMap<string, number>): void {
  const year = journal.year as Year;
  const end = closing[year];
  const periods = periodsOfYear(year);
  const balance = (account: string, through?: Period): number =>
    (opening.get(account) ?? 0) + journal.moved(account, through);

  const bought = end.prepaid - balance(prepaid);
  for (const [index, amount] of allocate(ore(bought), [18, 9, 10, 7, 6, 9, 3, 4, 8, 9, 8, 12]).entries()) {
    journal.add("A", periods[index] as Period, "Leverantörsfaktura Exempel Licens AB, licenser i förskott", [
      { account: prepaid, amount },
      { account: payables, amount: -amount },
    ]);
  }
  const flow = end.otherReceivables - balance(city);
  for (const period of periods) {
    const part = instalment(ore(flow), { index: Number(period.slice(5)), count: 12 });
    journal.add("K", period, "Stadens betalningsflöden, kommunkonto", [
      { account: city, amount: part },
      { account: cash, amount: -part },
    ]);
  }
  for (const [index, period] of periods.entries()) {
    const isLast = index === 11;
    for (const [account, target] of [
      [receivableInternal, end.receivablesInternal],
      [receivableExternal, end.receivablesExternal],
    ] as const) {
      const keep = isLast ? target : Math.floor(balance(account, period) / 4);
      const paid = balance(account, period) - keep;
      journal.add("K", period, "Inbetalningar från kunder", [
        { account: cash, amount: paid },
        { account, amount: -paid },
      ]);
    }
    const due = -balance(payables, period) - (isLast ? end.payables : Math.floor(end.payables * 0.9));
    if (isLast || due > 0) {
      journal.add("K", period, "Utbetalningar till leverantörer", [
        { account: payables, amount: due },
        { account: cash, amount: -due },
      ]);
    }
    // VAT is paid in the month after; taxes and fees likewise, but for what the closing says is owed.
    const vat = index === 0 ? -(opening.get(vatAccount) ?? 0) : -balance(vatAccount, periods[index - 1]);
    journal.add("K", period, "Moms till Skatteverket", [
      { account: vatAccount, amount: vat },
      { account: cash, amount: -vat },
    ]);
    const owed = isLast ? end.otherLiabilities + balance(vatAccount, period) : 14_000_000_00;
    const tax = -balance(taxes, period) - owed;
    journal.add("K", period, "Skatter och avgifter till Skatteverket", [
      { account: taxes, amount: tax },
      { account: cash, amount: -tax },
    ]);
  }
}

/** The result of the year before goes to the city in January. */
export function bookTransfer(journal: Journal, opening: ReadonlyMap<string, number>): void {
  const result = -(opening.get(previousResult) ?? 0);
  journal.add("B", `${journal.year}-01` as Period, "Föregående års resultat överförs till Göteborgs Stad", [
    { account: previousResult, amount: result },
    { account: cash, amount: -result },
  ]);
}

export const linesOf = (journal: Journal): BookedLine[] => bookedLines(journal.vouchers());
