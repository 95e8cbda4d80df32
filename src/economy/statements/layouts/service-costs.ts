import type { LayoutRow, StatementLayout } from "../layout.ts";
import type { LayoutContext } from "./context.ts";
import { sum } from "./rows.ts";

/**
 * Service costs of the settled classes, per service area (R026). A class that lives in one area is a row; one that is
 * spread has a row per area. Costs are positive and the variance is budget - actual, as these tables are printed.
 */
export function coreServices(context: LayoutContext): StatementLayout {
  // A provider whose settled classes are its own has no core services to speak of.
  const own = context.classes.length > 0 && !context.classes.some((entry) => entry.class === "core");
  return layoutOf(context, "operation", {
    id: "core-services",
    title_sv: own ? "Återreglerade tjänster" : "Bastjänster",
    title_en: own ? "Settled services" : "Core services",
    total: own
      ? ["Summa återreglerade tjänster", "Total settled services"]
      : ["Summa bastjänster", "Total core services"],
  });
}

export function changeInitiatives(context: LayoutContext): StatementLayout {
  return layoutOf(context, "change", {
    id: "change-initiatives",
    title_sv: "Förändringsinsatser",
    title_en: "Change initiatives",
    total: ["Summa förändringsinsatser", "Total change initiatives"],
  });
}

function layoutOf(
  { classes, areas }: LayoutContext,
  activity: "operation" | "change",
  head: { id: string; title_sv: string; title_en: string; total: readonly [string, string] },
): StatementLayout {
  const settled = classes.filter((entry) => entry.settled).map((entry) => entry.class);
  const rows = areas
    .filter((area) => area.classes.some((name) => settled.includes(name)))
    .map((area): LayoutRow => ({
      id: area.area,
      label_sv: area.name_sv,
      label_en: area.name_en,
      level: 1,
      rule: "service-cost",
      select: [{ activity, class: settled, area: [area.area] }],
      sign: 1,
    }));
  return {
    id: head.id,
    title_sv: head.title_sv,
    title_en: head.title_en,
    columns: ["actual", "budget", "variance", "previous"],
    basis: "whole",
    basisFixed: true,
    variance: "budget-less-actual",
    rows: [
      ...rows,
      sum(
        "total",
        head.total,
        0,
        rows.map((row) => row.id),
      ),
    ],
  };
}
