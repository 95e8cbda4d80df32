import { say, type Visit } from "../../../platform/web/index.ts";
import { elementNames } from "../index.ts";

/** A scenario as readers call it: `forecast-2024-10` is the forecast of October. */
export function scenarioLabel(visit: Visit, scenario: string): string {
  if (scenario === "actual") return say(visit, "Utfall", "Actual");
  const forecast = /^forecast-(\d{4}-\d{2})$/.exec(scenario);
  if (forecast !== null) return say(visit, `Prognos ${forecast[1]}`, `Forecast ${forecast[1]}`);
  if (/^budget(-\d{4})?$/.test(scenario)) return "Budget";
  return scenario;
}

/** Cost elements by the words of the income statement. */
export function elementName(visit: Visit, element: string): string {
  const { sv, en } = elementNames(element);
  return say(visit, sv, en);
}
