import {
  assert,
  byCode,
  negateOre,
  type Ore,
  ore,
  parsePeriod,
  parseYear,
  type Period,
  sumOre,
} from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import {
  type Explainer,
  leafOfLine,
  linesOf,
  type Opening,
  type StatedBalance,
} from "../../ledger/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import { accountMapOf } from "../../ledger/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { revenueByCustomer } from "../sql/cells.ts";
import { type StatementReader, statementReader } from "./explain-books.ts";

export const balanceExplainers: readonly Explainer[] = [
  { prefix: "opening:", open: openOpening },
  { prefix: "movement:", open: openMovement },
  { prefix: "invoiced:", open: openInvoiced },
];

/**
 * `opening:<year>:<account>`: what an account began a year with. Where the year before has vouchers and ended with that,
 * it is that year's opening balance and months; else the #IB of the file.
 */
async function openOpening(opening: Opening, id: string): Promise<Explanation | undefined> {
  const [, yearText = "", account = "", ...rest] = id.split(":");
  const year = parseYear(yearText);
  if (year === undefined || account === "" || rest.length > 0) return undefined;
  const reader = await statementReader(opening, year);
  const amountOre = await openingOre(reader, year, account);
  if (amountOre === undefined) return undefined;
  const name = await reader.accountName(account, year);
  const own = {
    id,
    label_sv: `Ingående balans ${year}, ${name}`,
    label_en: `Opening balance ${year}, ${name}`,
    amountOre,
  };
  const months = await monthsOf(reader, year - 1, account);
  const before = (await openingOre(reader, year - 1, account)) ?? ore(0);
  if (months.length > 0 && ore(before + sumOre(months.map(([, amount]) => amount))) === amountOre) {
    const children = months.map(([period, amount]): Explanation => ({
      id: `movement:${year - 1}:${account}:${period}`,
      label_sv: formatPeriod(period, "sv"),
      label_en: formatPeriod(period, "en"),
      amountOre: amount,
      formula_sv: `Månadens rader på konto ${name}.`,
      formula_en: `The month's lines on account ${name}.`,
      children: [],
      closed: true,
    }));
    const first: Explanation[] =
      before === 0
        ? []
        : [
            {
              id: `opening:${year - 1}:${account}`,
              label_sv: `Ingående balans ${year - 1}`,
              label_en: `Opening balance ${year - 1}`,
              amountOre: before,
              formula_sv: "Det som kontot hade med sig in i året före.",
              formula_en: "What the account brought into the year before.",
              children: [],
              closed: true,
            },
          ];
    return {
      ...own,
      formula_sv: `Det som kontot slutade på ${year - 1}.`,
      formula_en: `What the account ended with in ${year - 1}.`,
      children: [...first, ...children],
    };
  }
  const file = await reader.file(year);
  const stated = (await reader.opening(year)).find(isOpeningOf(account));
  return {
    ...own,
    formula_sv: `Ingående balans så som filen uppger den (#IB 0 ${account}).`,
    formula_en: `Opening balance as the file states it (#IB 0 ${account}).`,
    children: [],
    row: `#IB 0 ${account}`,
    ...(file === undefined ? {} : { file }),
    ...(stated?.fileLine === undefined ? {} : { fileLine: stated.fileLine }),
  };
}

function isOpeningOf(account: string): (row: StatedBalance) => boolean {
  return (row) => row.kind === "opening" && row.yearOffset === 0 && row.account === account;
}

async function openingOre(reader: StatementReader, year: number, account: string): Promise<Ore | undefined> {
  const rows = (await reader.opening(year)).filter(isOpeningOf(account));
  return rows.length === 0 ? undefined : sumOre(rows.map((row) => row.amountOre));
}

/** An account's movement of each month of a year that has vouchers. */
async function monthsOf(reader: StatementReader, year: number, account: string): Promise<[Period, Ore][]> {
  const months = new Map<Period, number>();
  for (const cell of await reader.cells({ scenario: "actual", year })) {
    if (cell.account !== account || cell.flow !== "movement" || cell.origin !== undefined) continue;
    months.set(cell.period, (months.get(cell.period) ?? 0) + cell.amountOre);
  }
  return [...months]
    .filter(([, amount]) => amount !== 0)
    .map(([period, amount]): [Period, Ore] => [period, ore(amount)])
    .sort(([a], [b]) => byCode(a, b));
}

/** `movement:<year>:<account>:<month>`: all lines of an account in a month. */
async function openMovement(opening: Opening, id: string): Promise<Explanation | undefined> {
  const [, yearText = "", account = "", monthText = "", ...rest] = id.split(":");
  const [year, period] = [parseYear(yearText), parsePeriod(monthText)];
  if (year === undefined || period === undefined || rest.length > 0) return undefined;
  const lines = await linesOf(opening.tx, opening.provider, {
    fiscalYear: year,
    periods: [period],
    accounts: [account],
  });
  if (lines.length === 0) return undefined;
  const reader = await statementReader(opening, year);
  const name = await reader.accountName(account, year);
  return {
    id,
    label_sv: `${name}, ${formatPeriod(period, "sv")}`,
    label_en: `${name}, ${formatPeriod(period, "en")}`,
    amountOre: sumOre(lines.map((line) => line.amountOre)),
    formula_sv: "Månadens rader på kontot.",
    formula_en: "The month's lines on the account.",
    children: lines.map((line) => leafOfLine(line)),
  };
}

/** `invoiced:<year>:<customer>[:<month>]`: revenue booked on a customer, by month and line. Revenue is positive. */
async function openInvoiced(opening: Opening, id: string): Promise<Explanation | undefined> {
  const { tx, provider } = opening;
  const [, yearText = "", customer = "", monthText] = id.split(":");
  const year = parseYear(yearText);
  const period = monthText === undefined ? undefined : parsePeriod(monthText);
  if (year === undefined || customer === "" || (monthText !== undefined && period === undefined))
    return undefined;
  const accounts = await opening.keep("account-map", () => accountMapOf(tx, provider));
  const rows = (
    await opening.keep(`revenue-by-customer:${year}`, () => revenueByCustomer(tx, provider, year))
  ).filter((row) => row.customer === customer && accounts.mappingOf(row.account)?.kind === "revenue");
  const name = (await customersOf(tx, provider)).find((one) => one.customer === customer)?.name ?? customer;
  const sum = (of: Period): Ore =>
    negateOre(sumOre(rows.filter((row) => row.period === of).map((row) => row.amountOre)));
  if (period === undefined) {
    if (rows.length === 0) return undefined;
    const children = [...new Set(rows.map((row) => row.period))].map((of): Explanation => ({
      id: `invoiced:${year}:${customer}:${of}`,
      label_sv: formatPeriod(of, "sv"),
      label_en: formatPeriod(of, "en"),
      amountOre: sum(of),
      formula_sv: "Månadens intäkter från kunden.",
      formula_en: "The month's revenue from the customer.",
      children: [],
      closed: true,
    }));
    return {
      id,
      label_sv: name,
      label_en: name,
      amountOre: sumOre(children.map((child) => child.amountOre)),
      formula_sv: `Intäkter ${year} som bokförts på kunden.`,
      formula_en: `Revenue of ${year} booked on the customer.`,
      children,
    };
  }
  const lines = (
    await linesOf(tx, provider, {
      fiscalYear: year,
      periods: [period],
      accounts: [...new Set(rows.filter((row) => row.period === period).map((row) => row.account))],
      customers: [customer],
    })
  ).filter((line) => accounts.mappingOf(line.account)?.kind === "revenue");
  const children = lines.map((line) => leafOfLine(line, negateOre(line.amountOre)));
  const amountOre = sumOre(children.map((child) => child.amountOre));
  assert(amountOre === sum(period), "a customer's lines of a month are its balances");
  return {
    id,
    label_sv: `${name}, ${formatPeriod(period, "sv")}`,
    label_en: `${name}, ${formatPeriod(period, "en")}`,
    amountOre,
    formula_sv: "Månadens intäkter från kunden.",
    formula_en: "The month's revenue from the customer.",
    children,
  };
}
