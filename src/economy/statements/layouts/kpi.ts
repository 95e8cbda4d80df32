import type { LayoutRow, StatementLayout } from "../layout.ts";
import type { LayoutContext } from "./context.ts";
import { plurals } from "./income.ts";

/** Key figures that the registers can answer (R001, R010, R018), each share with its numerator and denominator. */
export function kpi({ classes }: LayoutContext): StatementLayout {
  const measure = (id: string, labels: readonly [string, string], level = 1, name = id): LayoutRow => ({
    id,
    label_sv: labels[0],
    label_en: labels[1],
    level,
    rule: "measure",
    measure: name,
  });
  return {
    id: "kpi",
    title_sv: "Effektmått och övriga mått/nyckeltal",
    title_en: "Key figures",
    columns: ["actual", "previous"],
    basis: "whole",
    basisFixed: true,
    rows: [
      measure("services", ["Antal tjänster", "Number of services"]),
      ...classes
        .filter((entry) => entry.counted && entry.settled)
        .map((entry) => {
          const [name_sv, name_en] = plurals[entry.class] ?? [entry.name_sv, entry.name_en];
          return measure(
            `services-${entry.class}`,
            [`varav ${name_sv.toLowerCase()}`, `of which ${name_en.toLowerCase()}`],
            2,
            `services:${entry.class}`,
          );
        }),
      measure(
        "services-additional",
        ["varav tilläggs- eller specialisttjänster", "of which additional or specialist services"],
        2,
        "services-optional",
      ),
      measure("agreements-departments", [
        "Tecknade kundavtal förvaltningar",
        "Signed customer agreements, departments",
      ]),
      measure("agreements-companies", ["Tecknade kundavtal bolag", "Signed customer agreements, companies"]),
      measure("agreements-value", [
        "Andel av leveranserna som är formellt avtalade",
        "Share of deliveries under a signed agreement",
      ]),
      measure("customers", ["Interna kunder", "Internal customers"]),
      measure("consolidation", ["Konsolideringsgrad bastjänster", "Degree of consolidation, core services"]),
    ],
  };
}
