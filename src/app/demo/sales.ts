import {
  type Day,
  lastDayOf,
  lineAmount,
  micro,
  type Micro,
  type Period,
  periodsOfYear,
} from "../../kernel/index.ts";
import { serviceOf, usersOf } from "./catalogue.ts";
import { customers, self } from "./city.ts";
import { split } from "./matrix.ts";
import { listPrices } from "./prices.ts";
import { between, hashOf } from "./random.ts";

/** A thing or an hour sold at its own price. */
export interface DemoSale {
  readonly sale: string;
  readonly day: Day;
  readonly period: Period;
  readonly item: string;
  readonly service: string;
  readonly customer: string;
  readonly text: string;
  readonly quantityMicro: Micro;
  readonly unit: string;
  readonly priceMicro: Micro;
}

/** Sales of 2024 in thousands of kronor, and what of it the provider bought itself. */
export const salesPlan: Readonly<Record<string, readonly [all: number, own: number]>> = {
  "SPC-ARK": [7_300, 120],
  "SPC-PL": [9_800, 140],
  "SPC-PRO": [4_100, 60],
  "SPC-VIS": [5_900, 240],
  "DS-KLI": [146_000, 470],
  "DS-MOB": [51_000, 330],
  "DS-OVR": [21_200, 205],
};

const months = [80, 78, 84, 86, 84, 80, 62, 74, 90, 94, 98, 104] as const;

/** Rows of the sales file, by service, month and customer. */
export function sales2024(): DemoSale[] {
  const rows: DemoSale[] = [];
  for (const [code, [all, own]] of Object.entries(salesPlan)) {
    const list = listPrices[code];
    if (list === undefined) continue;
    const buyers = usersOf(code).filter((customer) => customer !== self);
    const weights = buyers.map((customer) => {
      const size = customers.find((row) => row.customer === customer)?.headcount ?? 1;
      return (40 + Math.min(size, 4000)) * between(`sale ${code} ${customer}`, 40, 160);
    });
    const perMonth = split((all - own) * 100_000, months);
    const ownPerMonth = split(own * 100_000, months);
    for (const [index, period] of periodsOfYear(2024).entries()) {
      const parts = split(perMonth[index] as number, weights);
      const bought = [
        ...buyers.map((customer, at) => [customer, parts[at] as number] as const),
        [self, ownPerMonth[index] as number] as const,
      ];
      for (const [customer, amount] of bought) {
        // A list price moved a little: hours are sold at it, things near it.
        const priceOre =
          list.unit === "timme"
            ? list.priceOre
            : list.priceOre + 100 * between(`price ${code} ${customer} ${period}`, -60, 60);
        const quantity = Math.floor((amount + priceOre / 2) / priceOre);
        if (quantity === 0) continue;
        const day =
          1 + (hashOf(`sale day ${code} ${customer} ${period}`) % Number(lastDayOf(period).slice(8)));
        rows.push({
          sale: "",
          day: `${period}-${String(day).padStart(2, "0")}` as Day,
          period,
          item: `${code}-S`,
          service: code,
          customer,
          text: serviceOf(code).nameSv,
          quantityMicro: micro(quantity * 1_000_000),
          unit: list.unit,
          priceMicro: micro(priceOre * 10_000),
        });
      }
    }
  }
  rows.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return rows.map((row, index) => ({ ...row, sale: `S24-${String(index + 1).padStart(5, "0")}` }));
}

export const amountOf = (sale: DemoSale): number => lineAmount(sale);
