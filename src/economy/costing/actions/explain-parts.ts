import type { Ore } from "../../../kernel/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import { kronorEn, kronorSv, type Method, type Said } from "../index.ts";
import { variantOf } from "./explain-inputs.ts";

const methodNames: Readonly<Record<Method, Said>> = {
  direct: { sv: "med direkt metod", en: "by the direct method" },
  "step-down": { sv: "stegvis", en: "by step-down" },
  "double-step-down": { sv: "med dubbel stegvis metod", en: "by double step-down" },
  reciprocal: { sv: "med ömsesidig metod", en: "by the reciprocal method" },
};

export function scenarioName(of: string): Said {
  const { scenario = of, method, order } = variantOf(of) ?? {};
  if (method !== undefined) {
    const base = scenarioName(scenario);
    const name = methodNames[method];
    return order === undefined
      ? { sv: `${base.sv} ${name.sv}`, en: `${base.en} ${name.en}` }
      : { sv: `${base.sv} ${name.sv} i annan ordning`, en: `${base.en} ${name.en} in another order` };
  }
  if (scenario === "actual") return { sv: "utfall", en: "actual" };
  if (scenario.startsWith("budget")) return { sv: "budget", en: "budget" };
  return { sv: "prognos", en: "forecast" };
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A line of a plan as the end of an explanation. */
export function planLeaf(
  line: { readonly plan: string; readonly fileLine: number; readonly amountOre: Ore },
  label: string,
  share: Ore,
): Explanation {
  const of = scenarioName(line.plan);
  const isWhole = share === line.amountOre;
  return {
    id: `plan:${line.plan}:${line.fileLine}`,
    label_sv: `${capital(of.sv)}, ${label}`,
    label_en: `${capital(of.en)}, ${label}`,
    amountOre: share,
    formula_sv: isWhole
      ? `Rad ${line.fileLine} i planen.`
      : `En del av ${kronorSv(line.amountOre)} på rad ${line.fileLine} i planen.`,
    formula_en: isWhole
      ? `Line ${line.fileLine} of the plan.`
      : `A part of ${kronorEn(line.amountOre)} on line ${line.fileLine} of the plan.`,
    children: [],
    line: line.fileLine,
    file: `planning/${line.plan}.csv`,
    fileLine: line.fileLine,
  };
}

/** A part that its own id opens. */
export function closedPart(id: string, label: Said, sentence: Said, amountOre: Ore): Explanation {
  return {
    id,
    label_sv: label.sv,
    label_en: label.en,
    amountOre,
    formula_sv: sentence.sv,
    formula_en: sentence.en,
    children: [],
    closed: true,
  };
}
