import type { LayoutRow, Selection, StatementLayout } from "../layout.ts";
import type { LayoutContext } from "./context.ts";
import { anyCost, anyRevenue, heading, revenueOrCost, sum } from "./rows.ts";

/**
 * The same costs seen twice (R026): as the organisation books them, with the common costs apart, and as the services
 * bear them, with the common costs distributed; and the same result by department and by service class. Both differences
 * are computed and must be zero.
 */
export function bridge({ classes, departments: register }: LayoutContext): StatementLayout {
  // Initiatives are a row of their own, whatever department the register files them under.
  const departments = register.filter(({ department }) => department !== "change");
  const organisation = departments.map(({ department, name_sv, name_en }) =>
    revenueOrCost(`organisation-${department}`, [name_sv, name_en], 2, [
      { ...anyCost, activity: "operation", department: [department], common: false },
    ]),
  );
  const ids = organisation.map((row) => row.id);
  const direct = classes.map((entry) => serviceRow(entry, "direct"));
  const distributed = classes.map((entry) => serviceRow(entry, "allocated"));
  const change = classes.map((entry): LayoutRow => ({
    id: `change-${entry.class}`,
    label_sv: `${entry.name_sv}, förändringsinsatser`,
    label_en: `${entry.name_en}, change initiatives`,
    level: 2,
    hideZero: true,
    rule: "service-cost",
    select: [{ activity: "change", class: [entry.class] }],
    sign: -1,
  }));
  const rowIds = (rows: readonly LayoutRow[]): string[] => rows.map((row) => row.id);
  return {
    id: "bridge",
    title_sv: "Brygga mellan organisation och tjänster",
    title_en: "Bridge between organisation and services",
    columns: ["actual", "previous"],
    basis: "whole",
    basisFixed: true,
    rows: [
      heading("organisation-heading", ["Kostnader i organisationen", "Costs in the organisation"]),
      ...organisation,
      revenueOrCost(
        "organisation-unassigned",
        ["Utan avdelning", "Without department"],
        2,
        [{ ...anyCost, activity: "operation", common: false }],
        { except: ids, hideZero: true },
      ),
      revenueOrCost(
        "organisation-common",
        ["Förvaltningsövergripande gemensamma kostnader", "Common costs of the whole provider"],
        2,
        [{ ...anyCost, activity: "operation", common: true }],
      ),
      revenueOrCost("organisation-change", ["Förändringsinsatser", "Change initiatives"], 2, [
        { ...anyCost, activity: "change" },
      ]),
      sum("organisation", ["Summa organisation", "Total, organisation"], 1, [
        ...ids,
        "organisation-unassigned",
        "organisation-common",
        "organisation-change",
      ]),
      heading("services-heading", ["Kostnader i tjänsterna", "Costs in the services"]),
      ...direct,
      sum("direct", ["Summa direkta kostnader", "Total direct costs"], 1, rowIds(direct)),
      ...distributed,
      sum(
        "distributed",
        ["Summa fördelade gemensamma kostnader", "Total distributed common costs"],
        1,
        rowIds(distributed),
      ),
      ...change,
      sum("change", ["Summa förändringsinsatser", "Total change initiatives"], 1, rowIds(change), {
        hideZero: true,
      }),
      {
        id: "without-class",
        label_sv: "Kostnader som ingen tjänst bär",
        label_en: "Costs that no service bears",
        level: 1,
        hideZero: true,
        rule: "service-cost",
        select: [{}],
        except: [...rowIds(direct), ...rowIds(change)],
        sign: -1,
      },
      sum("services", ["Summa tjänster", "Total, services"], 1, [
        "direct",
        "distributed",
        "change",
        "without-class",
      ]),
      sum("difference", ["Differens", "Difference"], 0, ["organisation", "-services"]),
      ...resultRows(classes),
    ],
  };
}

/** The result by service class, and the settlement apart, against the result of the organisation. */
function resultRows(classes: LayoutContext["classes"]): LayoutRow[] {
  const notSettled: Selection = { ...anyRevenue, role: ["", "internal-financing"] };
  const revenue = classes.map((entry) =>
    revenueOrCost(
      `revenue-${entry.class}`,
      [`${entry.name_sv}, intäkter`, `${entry.name_en}, revenue`],
      2,
      [{ ...notSettled, class: [entry.class] }],
      { hidden: true },
    ),
  );
  const cost = classes.map((entry): LayoutRow => ({
    id: `cost-${entry.class}`,
    label_sv: `${entry.name_sv}, kostnader`,
    label_en: `${entry.name_en}, costs`,
    level: 2,
    hidden: true,
    rule: "service-cost",
    select: [{ class: [entry.class] }],
    sign: -1,
  }));
  const results = classes.map((entry) =>
    sum(
      `result-${entry.class}`,
      [entry.name_sv, entry.name_en],
      2,
      [`revenue-${entry.class}`, `cost-${entry.class}`],
      { hideZero: true, total: false },
    ),
  );
  return [
    heading("result-heading", ["Resultat per tjänstekategori", "Result by service class"]),
    ...revenue,
    ...cost,
    ...results,
    revenueOrCost(
      "revenue-without-class",
      ["Intäkter utan tjänst", "Revenue without a service"],
      2,
      [notSettled],
      { except: revenue.map((row) => row.id), hideZero: true },
    ),
    sum("before-settlement", ["Resultat innan återreglering", "Result before settlement"], 1, [
      ...results.map((row) => row.id),
      "revenue-without-class",
      "without-class",
    ]),
    revenueOrCost("settlement", ["Återreglering till kund", "Settlement with customers"], 2, [
      { ...anyRevenue, role: ["settlement"] },
    ]),
    sum("result-services", ["Resultat, tjänster", "Result, services"], 1, [
      "before-settlement",
      "settlement",
    ]),
    revenueOrCost(
      "result-organisation",
      ["Resultat, organisation", "Result, organisation"],
      1,
      [anyRevenue, anyCost],
      { total: true },
    ),
    sum("result-difference", ["Differens, resultat", "Difference, result"], 0, [
      "result-services",
      "-result-organisation",
    ]),
  ];
}

function serviceRow(entry: LayoutContext["classes"][number], part: "direct" | "allocated"): LayoutRow {
  return {
    id: `${part === "direct" ? "direct" : "distributed"}-${entry.class}`,
    label_sv: part === "direct" ? entry.name_sv : `${entry.name_sv}, fördelade gemensamma kostnader`,
    label_en: part === "direct" ? entry.name_en : `${entry.name_en}, distributed common costs`,
    level: 2,
    hideZero: true,
    rule: "service-cost",
    select: [{ activity: "operation", class: [entry.class] }],
    part,
    sign: -1,
  };
}
