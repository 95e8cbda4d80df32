import { formatKronor, formatMicro, ore } from "../../kernel/index.ts";
import type { Voucher } from "../../economy/ledger/index.ts";
import type { PriceListVersion } from "../../economy/pricing/index.ts";
import { firstOpening, linesOf, nextOpening } from "./books.ts";
import { accountsOf, elements, provisionAccount } from "./chart.ts";
import { dialogueFiles } from "./dialogue.ts";
import { type HistoryYear, historyYear } from "./history.ts";
import { costBehaviourFile } from "./cost-behaviour.ts";
import { lensFiles } from "./lenses.ts";
import { orderFiles } from "./orders.ts";
import { masterFiles } from "./master.ts";
import { split } from "./matrix.ts";
import { budgetLines, forecastLines, planFile, volumesFile } from "./plan.ts";
import { readme } from "./readme.ts";
import { chapterFiles } from "./report-chapters.ts";
import { reportRegisterFiles } from "./report-registers.ts";
import { accountSums, lineCount, sieBytes, withLines, type YearBooks } from "./sie.ts";
import { csv, type PackFile } from "./text.ts";
import { year2021 } from "./targets.ts";
import { usageFiles } from "./usage.ts";
import { type Year2024, year2024 } from "./year2024.ts";

/** By name, or ledger lines of three years (never fewer than the books have) and usage events of one. */
export type Size = "default" | "full" | { readonly lines: number; readonly events: number };

export interface Pack {
  readonly files: readonly PackFile[];
  readonly ledgerLines: number;
  readonly usageEvents: number;
}

/** Ledger lines of three years and usage events of one, by size. The default has as many lines as the books have. */
const sizes = {
  default: { lines: 0, events: 60_000 },
  full: { lines: 300_000, events: 1_000_000 },
} as const;

/** The whole example in memory: the same files, byte by byte, on every machine. */
export function buildPack(options: { readonly size: Size }): Pack {
  const size = typeof options.size === "string" ? sizes[options.size] : options.size;
  const opening2022 = firstOpening();
  const y2022 = historyYear(2022, opening2022);
  const lines2022 = linesOf(y2022.journal);
  const opening2023 = nextOpening(opening2022, lines2022);
  const y2023 = historyYear(2023, opening2023);
  const lines2023 = linesOf(y2023.journal);
  const opening2024 = nextOpening(opening2023, lines2023);
  const y2024 = year2024([y2022, y2023], opening2024);
  const lines2024 = linesOf(y2024.journal);

  const vouchers = [y2022.journal, y2023.journal, y2024.journal].map((journal) => journal.vouchers());
  const plain = vouchers.map(lineCount);
  const total = plain.reduce((a, b) => a + b, 0);
  const wanted = split(Math.max(0, size.lines - total), [1, 1, 1]);
  const [v2022 = [], v2023 = [], v2024 = []] = vouchers.map((list, index) =>
    withLines(list, (plain[index] as number) + (wanted[index] as number)),
  );
  const books: YearBooks[] = [
    yearBooks(2022, opening2022, opening2023, v2022, results2021()),
    yearBooks(2023, opening2023, opening2024, v2023, accountSums(v2022, "3", "9")),
    yearBooks(2024, opening2024, nextOpening(opening2024, lines2024), v2024, accountSums(v2023, "3", "9")),
  ];
  const usage = usageFiles(y2024.volumes, size.events);
  return {
    files: [
      { path: "README.md", text: readme },
      ...masterFiles(),
      ...dialogueFiles(),
      ...reportRegisterFiles(),
      ...chapterFiles(),
      ...lensFiles(),
      costBehaviourFile(),
      ...orderFiles(),
      ...books.map((row): PackFile => ({ path: `ledger/${row.year}.se`, text: () => sieBytes(row) })),
      planFile("planning/budget-2024.csv", budgetLines(y2024.lists[0] as PriceListVersion, y2024.coverage)),
      planFile("planning/forecast-2024-10.csv", forecastLines(lines2024)),
      volumesFile(),
      ...priceFiles([y2022.list, y2023.list, ...y2024.lists]),
      ...usage.files,
      salesFile(y2024),
      ...[y2022, y2023].map((year) => historyFile(year)),
      provisionsFile([y2022, y2023]),
    ],
    ledgerLines: books.reduce((sum, row) => sum + lineCount(row.vouchers), 0),
    usageEvents: usage.events,
  };
}

/** Closing balances are the next opening ones but for the result, which the books of a year do not carry over. */
function yearBooks(
  year: number,
  opening: ReadonlyMap<string, number>,
  next: ReadonlyMap<string, number>,
  vouchers: readonly Voucher[],
  resultBefore: ReadonlyMap<string, number>,
): YearBooks {
  const moved = accountSums(vouchers, "1", "3");
  const closing = new Map<string, number>();
  for (const account of new Set([...opening.keys(), ...next.keys()])) {
    closing.set(account, (opening.get(account) ?? 0) + (moved.get(account) ?? 0));
  }
  return { year, opening, closing, vouchers, resultBefore, result: accountSums(vouchers, "3", "9") };
}

/** The result of 2021 by account; only its totals by row matter. */
function results2021(): Map<string, number> {
  const result = new Map<string, number>([["3710", -year2021.grant]]);
  const revenue = split(year2021.revenue, [17, 49, 3, 2, 1, 2, 1, 4, 21]);
  for (const [index, account] of [
    "3111",
    "3112",
    "3121",
    "3122",
    "3131",
    "3132",
    "3141",
    "3151",
    "3171",
  ].entries()) {
    result.set(account, -(revenue[index] as number));
  }
  for (const element of elements) {
    const parts = split(
      year2021.elements[element],
      accountsOf[element].map(([, weight]) => weight),
    );
    for (const [index, [account]] of accountsOf[element].entries())
      result.set(account, parts[index] as number);
  }
  return result;
}

function priceFiles(lists: readonly PriceListVersion[]): PackFile[] {
  return lists.flatMap((list): PackFile[] => {
    const decision = list.version === "2024-2" ? "PRIS-2024-2" : `PRIS-${list.fiscalYear}`;
    return [
      {
        path: `prices/${list.version}/version.yaml`,
        text: [
          `version: "${list.version}"`,
          `fiscal_year: ${list.fiscalYear}`,
          `valid_from: ${list.validFrom}`,
          `valid_to: ${list.validTo}`,
          "state: decided",
          `decision: ${decision}`,
          "",
        ].join("\n"),
      },
      {
        path: `prices/${list.version}/items.csv`,
        text: csv(
          "item,service,activity,name_sv,name_en,charge,unit,price,total,borne,planned,key",
          list.items.map((item) => [
            item.item,
            item.service,
            item.activity,
            item.nameSv,
            item.nameEn,
            item.charge,
            item.unit,
            item.priceMicro === undefined ? "" : formatMicro(item.priceMicro),
            item.totalOre === undefined ? "" : formatKronor(item.totalOre),
            item.borneOre === undefined ? "" : formatKronor(item.borneOre),
            item.plannedMicro === undefined ? "" : formatMicro(item.plannedMicro),
            item.key ?? "",
          ]),
        ),
      },
      {
        path: `prices/${list.version}/fees.csv`,
        text: csv(
          "item,customer,annual,key_value,key_sum,valid_from,valid_to",
          list.fees.map((fee) => [
            fee.item,
            fee.customer,
            formatKronor(fee.annualOre),
            formatMicro(fee.keyValueMicro),
            formatMicro(fee.keySumMicro),
            fee.validFrom,
            fee.validTo,
          ]),
        ),
      },
    ];
  });
}

function salesFile(year: Year2024): PackFile {
  return {
    path: "sales/2024.csv",
    text: csv(
      "sale,day,item,customer,text,quantity,unit,price",
      year.sales.map((row) => [
        row.sale,
        row.day,
        row.item,
        row.customer,
        row.text,
        formatMicro(row.quantityMicro),
        row.unit,
        formatMicro(row.priceMicro),
      ]),
    ),
  };
}

function historyFile(year: HistoryYear): PackFile {
  return {
    path: `history/invoices-${year.list.fiscalYear}.csv`,
    text: csv(
      "invoice,day,customer,item,service,activity,period,amount",
      year.lines.map((row) => [
        row.invoice,
        row.day,
        row.customer,
        row.item,
        row.service,
        row.activity,
        row.period,
        formatKronor(row.amountOre),
      ]),
    ),
  };
}

function provisionsFile(years: readonly HistoryYear[]): PackFile {
  return {
    path: "registers/provisions.csv",
    text: csv(
      "provision,cause,account,amount,period",
      years.map((year) => [
        `LIS-${year.list.fiscalYear}`,
        "Kreditering Liseberg, antal anställda utan säsongsanställda (LIS-2024)",
        provisionAccount,
        formatKronor(ore(year.provision)),
        `${year.list.fiscalYear}-12`,
      ]),
    ),
  };
}
