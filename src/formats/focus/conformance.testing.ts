/**
 * A small interpreter of the FOCUS conformance model (finopsfoundation/focus_validator, model-1.2.json): the rules with MUST
 * that can be decided from the rows. A column that is absent is judged by its presence rule alone.
 */
export type FocusRow = Readonly<Record<string, string | null>>;

interface Check {
  readonly CheckFunction?: string;
  readonly Items?: readonly Check[];
  readonly ModelRuleId?: string;
  readonly ColumnName?: string;
  readonly ColumnAName?: string;
  readonly ColumnBName?: string;
  readonly ResultColumnName?: string;
  readonly Value?: string | number | null;
  readonly ExpectedCount?: number;
}

interface ModelRule {
  readonly Reference: string;
  readonly EntityType: string;
  readonly ApplicabilityCriteria: readonly string[];
  readonly Type: string;
  readonly ValidationCriteria: {
    readonly MustSatisfy: string;
    readonly Keyword: string;
    readonly Requirement: Check;
    readonly Condition: Check;
  };
}

export interface Model {
  readonly ModelRules: Readonly<Record<string, ModelRule>>;
}

export interface Verdict {
  /** Rules that were decided, and those of them that some row breaks. */
  readonly checked: ReadonlySet<string>;
  readonly broken: ReadonlyMap<string, string>;
}

export function conformance(
  model: Model,
  rows: readonly FocusRow[],
  columns: ReadonlySet<string>,
  supported: ReadonlySet<string>,
): Verdict {
  const checked = new Set<string>();
  const broken = new Map<string, string>();

  const visit = (id: string, within: readonly FocusRow[]): void => {
    const rule = model.ModelRules[id];
    if (rule === undefined) throw new Error(`no rule ${id}`);
    const { Keyword, Requirement, Condition, MustSatisfy } = rule.ValidationCriteria;
    if (!Keyword.startsWith("MUST") || rule.Type !== "Static") return;
    if (!rule.ApplicabilityCriteria.every((each) => supported.has(each))) return;
    if (rule.EntityType === "Column" && !columns.has(rule.Reference)) return;
    const chosen = within.filter((row) => holds(Condition, row));
    if (Requirement.CheckFunction === "AND" && Requirement.Items?.some((item) => item.ModelRuleId)) {
      for (const item of Requirement.Items) if (item.ModelRuleId) visit(item.ModelRuleId, chosen);
      return;
    }
    if (Requirement.CheckFunction === undefined) return;
    checked.add(id);
    const isBroken =
      Requirement.CheckFunction === "ColumnPresent"
        ? !columns.has(Requirement.ColumnName as string)
        : Requirement.CheckFunction === "CheckDistinctCount"
          ? !distinct(Requirement, chosen)
          : !chosen.every((row) => holds(Requirement, row));
    if (isBroken) broken.set(id, MustSatisfy);
  };

  const holds = (check: Check, row: FocusRow): boolean => {
    const value = row[check.ColumnName ?? ""] ?? null;
    switch (check.CheckFunction) {
      case undefined:
        return true;
      case "AND":
        return (check.Items ?? []).every((item) => holds(item, row));
      case "OR":
        return (check.Items ?? []).some((item) => holds(item, row));
      case "CheckModelRule": {
        const rule = model.ModelRules[check.ModelRuleId as string] as ModelRule;
        const { Condition, Requirement } = rule.ValidationCriteria;
        return !holds(Condition, row) || holds(Requirement, row);
      }
      case "ColumnPresent":
        return columns.has(check.ColumnName as string);
      case "CheckValue":
        return isSame(value, check.Value ?? null);
      case "CheckNotValue":
        return !isSame(value, check.Value ?? null);
      case "CheckSameValue":
        return (row[check.ColumnAName as string] ?? null) === (row[check.ColumnBName as string] ?? null);
      case "CheckNotSameValue":
        return (row[check.ColumnAName as string] ?? null) !== (row[check.ColumnBName as string] ?? null);
      case "CheckGreaterOrEqualThanValue":
        return value === null || Number(value) >= Number(check.Value);
      case "TypeDecimal":
      case "FormatNumeric":
      case "CheckDecimalValue":
        return value === null || /^-?\d+(\.\d+)?([eE]-?\d+)?$/.test(value);
      case "TypeDateTime":
      case "FormatDateTime":
        return value === null || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value);
      case "FormatCurrency":
      case "CheckNationalCurrency":
        return value === null || Intl.supportedValuesOf("currency").includes(value);
      case "FormatKeyValue":
        return value === null || isKeyValue(value);
      case "TypeString":
      case "FormatString":
      case "FormatUnit":
        return value === null || value.trim() !== "";
      case "ColumnByColumnEqualsColumnValue": {
        const [a, b, result] = [check.ColumnAName, check.ColumnBName, check.ResultColumnName].map(
          (name) => row[name as string] ?? null,
        );
        if (a == null || b == null || result == null) return true;
        return Math.abs(Number(a) * Number(b) - Number(result)) < 1e-6;
      }
      default:
        throw new Error(`no check ${check.CheckFunction}`);
    }
  };

  visit("CostAndUsage-D-000-M", rows);
  return { checked, broken };
}

function isSame(value: string | null, expected: string | number | null): boolean {
  if (typeof expected === "number") return value !== null && Number(value) === expected;
  return value === expected;
}

function isKeyValue(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return (
      value !== null &&
      typeof value === "object" &&
      !Array.isArray(value) &&
      Object.values(value).every((each) => each === null || typeof each !== "object")
    );
  } catch {
    return false;
  }
}

/** Every value of the first column goes with as many values of the second as is expected. */
function distinct({ ColumnAName, ColumnBName, ExpectedCount }: Check, rows: readonly FocusRow[]): boolean {
  const seen = new Map<string, Set<string>>();
  for (const row of rows) {
    const a = row[ColumnAName as string];
    const b = row[ColumnBName as string];
    if (a == null || b == null) continue;
    seen.set(a, (seen.get(a) ?? new Set()).add(b));
  }
  return [...seen.values()].every((values) => values.size === ExpectedCount);
}
