import { assert, ore, sumOre } from "../../../kernel/index.ts";
import { formatPercent } from "../../../platform/language/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import { type LayoutRow, sourceOf } from "../index.ts";
import type { Asked } from "./explain-asked.ts";

/** A key figure: a count by the rows it counts, a share by its numerator and its denominator. */
export async function openMeasure(
  { reader, column, head, path }: Asked,
  row: LayoutRow & { readonly rule: "measure" },
): Promise<Explanation | undefined> {
  if (column === "variance") return undefined;
  const { year, scenario } = sourceOf(column, reader.year);
  if (scenario !== "actual") return undefined;
  const found = (await reader.measures(year)).get(row.measure);
  if (found === undefined) return undefined;
  const { measure, counted, all } = found;
  const label = { label_sv: row.label_sv, label_en: row.label_en };
  if (measure.unit === "count") {
    assert(counted.length === measure.count, `${row.measure} counts ${measure.count} rows`);
    if (path.length > 0) return undefined;
    return {
      id: head,
      ...label,
      amountOre: ore(measure.count),
      unit: "count",
      formula_sv: `${measure.count} rader i registret den sista december ${year}.`,
      formula_en: `${measure.count} rows of the register on the last of December ${year}.`,
      children: counted,
    };
  }
  const part = (
    name: string,
    rows: readonly Explanation[],
    said: { sv: string; en: string },
  ): Explanation => {
    const isCount = rows.every((one) => one.unit === "count");
    return {
      id: `${head}/${name}`,
      label_sv: said.sv,
      label_en: said.en,
      amountOre: sumOre(rows.map((one) => one.amountOre)),
      ...(isCount ? { unit: "count" as const } : {}),
      formula_sv: isCount ? `${rows.length} rader i registret.` : "Summan av kunderna.",
      formula_en: isCount ? `${rows.length} rows of the register.` : "The sum of the customers.",
      children: rows,
    };
  };
  const numerator = part("numerator", counted, { sv: "Det som räknas", en: "What counts" });
  const denominator = part("denominator", all, { sv: "Av alla", en: "Of all" });
  assert(
    numerator.amountOre === measure.numerator && denominator.amountOre === measure.denominator,
    `${row.measure} is its rows`,
  );
  const [name] = path;
  if (name !== undefined)
    return path.length > 1 ? undefined : [numerator, denominator].find((one) => one.id === `${head}/${name}`);
  const shown = (language: "sv" | "en"): string => formatPercent(measure, language, measure.decimals);
  const isCount = numerator.unit === "count" || counted.length === 0;
  const [of_sv, of_en] = [measure.of_sv ?? "", measure.of_en ?? ""];
  const ratio = isCount
    ? [`${measure.numerator} av ${measure.denominator}: `, `${measure.numerator} of ${measure.denominator}: `]
    : ["", ""];
  return {
    id: head,
    ...label,
    amountOre: ore(0),
    unit: "percent",
    ratio: measure,
    formula_sv: `${shown("sv")}. ${ratio[0]}${of_sv.replace(/^öre /, "kronor ")}.`,
    formula_en: `${shown("en")}. ${ratio[1]}${of_en.replace(/^öre /, "kronor ")}.`,
    children: [numerator, denominator].map((one) =>
      one.children.length === 0 ? one : { ...one, children: [], closed: true as const },
    ),
  };
}
