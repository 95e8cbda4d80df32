import type { Lens, ScenarioName } from "../actions/index.ts";

/** A row of a comparison within what is looked at: all of it, or one customer, service, element ... */
interface Row {
  readonly by: Lens;
  readonly of: { readonly lens: Lens; readonly code: string } | undefined;
  /** Left out for the sum of the rows. */
  readonly code?: string;
}

/**
 * The id of what explains one side of a row; `undefined` for a cut that has no name of its own, like the services of an area, whose
 * rows are opened instead.
 */
export function scenarioBasis({ year, scenario }: ScenarioName, { by, of, code }: Row): string | undefined {
  const cuts: Partial<Record<Lens, string>> = {
    ...(of === undefined ? {} : { [of.lens]: of.code }),
    ...(code === undefined ? {} : { [by]: code }),
  };
  const { service, customer, element, period, area, department, class: category } = cuts;
  const head = `${year}:${scenario}`;
  const cut = element ?? period;
  // A service lies in its area whole, so the area says nothing more of it.
  const isPlaced = area !== undefined || department !== undefined || category !== undefined;
  if ((isPlaced && service === undefined) || (element !== undefined && period !== undefined))
    return undefined;
  if (customer !== undefined) {
    if (element !== undefined || (period !== undefined && service === undefined)) return undefined;
    return ["borne", head, customer, service, period].filter((one) => one !== undefined).join(":");
  }
  if (service === "") return undefined;
  if (cut === undefined) return service === undefined ? `cost:${head}` : `cost:${head}:${service}`;
  return `cost:${head}:${service ?? "*"}:${cut}`;
}
