import { assert, ore, type Ore, type Period, periodsOfYear, sumOre } from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import type { Opening } from "../../ledger/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import { lastPeriodOf } from "../index.ts";
import type { OneSettlement } from "../sql/one-settlement.ts";
import type { ReadSettlement } from "./computed-settlement.ts";

/** What of an amount is booked, and what is expected, where it is both. */
export const bookedPart = "booked";
export const restPart = "rest";

export function basisSaid({ basis, year }: OneSettlement, language: "sv" | "en"): string {
  const last = formatPeriod(lastPeriodOf(basis, year), language);
  return language === "sv" ? `till och med ${last}` : `up to ${last}`;
}

export interface SettlementNames {
  readonly service: (code: string) => { readonly sv: string; readonly en: string };
  readonly customer: (code: string) => string;
}

export async function namesOf({ tx, provider, keep }: Opening): Promise<SettlementNames> {
  const services = await keep(
    "service-names",
    async () => new Map((await catalogueOf(tx, provider)).services.map((one) => [one.service, one])),
  );
  const customers = await keep(
    "customer-names",
    async () => new Map((await customersOf(tx, provider)).map((one) => [one.customer, one.name])),
  );
  return {
    service: (code) => {
      const one = services.get(code);
      return one === undefined ? { sv: code, en: code } : { sv: one.nameSv, en: one.nameEn };
    },
    customer: (code) => customers.get(code) ?? code,
  };
}

export function partOf(
  id: string,
  [label_sv, label_en]: readonly [string, string],
  amountOre: Ore,
  [formula_sv, formula_en]: readonly [string, string],
): Explanation {
  return { id, label_sv, label_en, amountOre, formula_sv, formula_en, children: [], closed: true };
}

/** A part that ends in a decision or a rule, which no voucher says. */
export function endOf(
  id: string,
  [label_sv, label_en]: readonly [string, string],
  amountOre: Ore,
  said: {
    readonly sv: string;
    readonly en: string;
    readonly place: { readonly file: string; readonly row: string; readonly fileLine?: number };
  },
): Explanation {
  return {
    id,
    label_sv,
    label_en,
    amountOre,
    formula_sv: said.sv,
    formula_en: said.en,
    children: [],
    ...said.place,
  };
}

/**
 * An amount with its parts. What the books say otherwise since it was kept is told as a part of its own; and so is what is
 * expected of the months to come, where it counts them.
 */
export function summed(
  { expected }: ReadSettlement,
  part: Explanation,
  children: readonly Explanation[],
): Explanation {
  const { closed, ...node } = part;
  assert(closed === true, "a stored amount is opened from its closed part");
  const since = ore(node.amountOre - sumOre(children.map((child) => child.amountOre)));
  if (since === 0) return { ...node, children };
  if (expected !== undefined)
    return {
      ...node,
      children: [
        ...children,
        partOf(`${node.id}:${restPart}`, ["Väntat för resten av året", "Expected of the rest"], since, [
          `Månaderna därefter till och med ${formatPeriod(expected.last, "sv")}, som de väntas.`,
          `The months after that, to ${formatPeriod(expected.last, "en")}, as they are expected.`,
        ]),
      ],
    };
  return {
    ...node,
    children: [
      ...children,
      {
        id: `${node.id}/since`,
        label_sv: "Ändrat i böckerna sedan dess",
        label_en: "Changed in the books since",
        amountOre: since,
        formula_sv: "Återregleringen är räknad på böckerna som de var; så mycket skiljer de nu.",
        formula_en: "The settlement was computed on the books as they were; they now differ by so much.",
        children: [],
        file: "pack.yaml",
        row: "settlement",
      },
    ],
  };
}

export function periodsIn({ basis, year }: OneSettlement): Period[] {
  const last = lastPeriodOf(basis, year);
  return periodsOfYear(year).filter((period) => period <= last);
}
