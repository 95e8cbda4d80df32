import { byCode } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { costCentresOf, departmentsOf } from "../../ledger/actions/index.ts";
import {
  idleLine,
  type LensCategory,
  lensCategoryRegister,
  type LensRule,
  lensRuleRegister,
} from "../index.ts";

/** Every lens of a provider: those it has written, and its own registers as lenses. */
export interface LensBook {
  readonly categories: readonly LensCategory[];
  readonly rules: readonly LensRule[];
}

/**
 * The lenses there are (perspektiv). A provider's own organisation, services and areas are lenses that nobody has to write:
 * `organisation` reads the books by the department of the cost centre, `service` and `area` the costing. One that is written
 * under the same name stands instead.
 */
export async function lensBook(tx: Transaction, provider: string): Promise<LensBook> {
  const written = {
    categories: await entriesOf(tx, provider, lensCategoryRegister),
    rules: await entriesOf(tx, provider, lensRuleRegister),
  };
  const taken = new Set(written.categories.map((one) => one.lens));
  const catalogue = await catalogueOf(tx, provider);
  const departments = await departmentsOf(tx, provider);
  const own: LensBook[] = [
    ofRegister(
      "organisation",
      departments.map((one) => ({ code: one.department, ...one })),
      (await costCentresOf(tx, provider)).map((one) => ({
        field: "cost_centre",
        code: one.costCentre,
        category: one.department,
      })),
    ),
    ofRegister(
      "service",
      catalogue.services
        .toSorted((a, b) => byCode(a.service, b.service))
        .map((one) => ({ code: one.service, ...one })),
      [
        idleRule,
        ...catalogue.services.map(({ service }) => ({
          field: "service" as const,
          code: service,
          category: service,
        })),
      ],
    ),
    ofRegister(
      "area",
      [...catalogue.areas.map((one) => ({ code: one.area, ...one })), idle],
      [
        idleRule,
        ...catalogue.areas.map(({ area }) => ({ field: "area" as const, code: area, category: area })),
      ],
    ),
  ].filter(({ categories }) => !taken.has(categories[0]?.lens ?? ""));
  return {
    categories: [...own, written].flatMap((one) => one.categories),
    rules: [...own, written].flatMap((one) => one.rules),
  };
}

/** Unused capacity that somebody carries is no service of anybody's. */
const idle = { code: "idle", nameSv: "Ledig kapacitet", nameEn: "Unused capacity" };
const idleRule = { field: "service", code: idleLine("*"), category: idle.code } as const;

function ofRegister(
  lens: string,
  rows: readonly { readonly code: string; readonly nameSv: string; readonly nameEn: string }[],
  rules: readonly Pick<LensRule, "field" | "code" | "category">[],
): LensBook {
  return {
    categories: rows.map(({ code, nameSv, nameEn }, at) => ({
      lens,
      category: code,
      nameSv,
      nameEn,
      position: at + 1,
    })),
    rules: rules.map((rule, at) => ({ lens, position: at + 1, ...rule })),
  };
}
