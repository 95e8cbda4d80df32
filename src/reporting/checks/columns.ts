import type { Figure } from "../../formats/report-text/index.ts";
import type { CheckResult, Finding } from "./finding.ts";
import { type PlacedTable, tablePlace } from "./reading.ts";
import { agree, print, ratioRange, sumOf, weight } from "./rounding.ts";
import { saysResult } from "./words.ts";

type Outcome = {
  readonly state: "holds" | "opposite" | "breaks";
  readonly computed: string;
  readonly telling: boolean;
  readonly rule: string;
};
interface Relation {
  readonly target: number;
  readonly kind: "difference" | "sum" | "growth" | "share";
  readonly sources: readonly number[];
  test(cells: readonly Figure[], target: Figure): Outcome;
}

/** Cross-footing (tvärsummering): which columns follow from which others, and the rows where they do not. */
export function columnRelations(table: PlacedTable): CheckResult {
  const findings: Finding[] = [];
  let checks = 0;
  const taken = new Set<number>();
  if (table.columns.length < 3 || table.rows.length < 2) return { checks, findings };
  const fits: { relation: Relation; outcomes: (Outcome | undefined)[]; score: number }[] = [];
  for (const relation of relationsOf(table)) {
    const outcomes = table.rows.map((row): Outcome | undefined => {
      const target = row.cells[relation.target];
      const sources = relation.sources.map((index) => row.cells[index]);
      if (!row.aligned || target === undefined || target.dash || sources.some((one) => one === undefined))
        return undefined;
      if (sources.every((one) => one?.value === 0) && target.value === 0) return undefined;
      return relation.test(sources as Figure[], target);
    });
    const judged = outcomes.filter((one) => one !== undefined);
    const good = judged.filter((one) => one.state !== "breaks");
    const telling = good.filter((one) => one.telling).length;
    const named = isNamed(table, relation);
    const believed = named
      ? telling >= 2 && good.length >= judged.length * 0.6
      : telling >= 3 && good.length >= judged.length * 0.75 && relation.kind !== "share";
    if (believed) fits.push({ relation, outcomes, score: good.length / judged.length + (named ? 0.5 : 0) });
  }
  for (const { relation, outcomes } of fits.toSorted((a, b) => b.score - a.score)) {
    if (taken.has(relation.target)) continue;
    // One relation explains a column; its mirror (a = b + c) would say the same again.
    if (
      fits.some(
        (one) =>
          taken.has(one.relation.target) &&
          [...one.relation.sources].includes(relation.target) &&
          relation.sources.includes(one.relation.target),
      )
    )
      continue;
    taken.add(relation.target);
    checks += outcomes.filter((one) => one !== undefined).length;
    outcomes.forEach((outcome, at) => {
      if (outcome?.state === "breaks") findings.push(broken(table, relation, at, outcome));
    });
    findings.push(...signs(table, relation, outcomes));
  }
  return { checks, findings };
}

function isNamed(table: PlacedTable, { target, kind }: Relation): boolean {
  const column = table.columns[target]?.kind;
  if (kind === "sum") return column === "total";
  if (kind === "growth" || kind === "share")
    return (
      column === "percent" || (column === "change" && table.columns[target]?.head.includes("%") === true)
    );
  return column === "variance" || column === "change";
}

function relationsOf(table: PlacedTable): Relation[] {
  const found: Relation[] = [];
  const count = Math.min(table.columns.length, 9);
  for (let target = 0; target < count; target++) {
    const column = table.columns[target];
    const percent =
      column?.kind === "percent" ||
      table.rows.filter((row) => row.cells[target]?.percent).length > table.rows.length / 2;
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) {
        if (a === b || a === target || b === target) continue;
        if (isDerived(table, a) || isDerived(table, b)) continue;
        if (a < b && !percent) found.push({ target, kind: "difference", sources: [a, b], test: difference });
        if (percent || column?.kind === "change")
          found.push({ target, kind: "growth", sources: [a, b], test: growth });
        if (percent) found.push({ target, kind: "share", sources: [a, b], test: share });
      }
    const others = table.columns
      .map((_, index) => index)
      .filter((index) => index < target && table.columns[index]?.kind !== "percent");
    if (others.length >= 2 && !percent && (column?.kind === "total" || column?.kind === "unknown"))
      found.push({ target, kind: "sum", sources: others, test: total });
    const after = table.columns
      .map((_, index) => index)
      .filter((index) => index > target && table.columns[index]?.kind !== "percent");
    if (after.length >= 2 && !percent && column?.kind === "total")
      found.push({ target, kind: "sum", sources: after, test: total });
  }
  return found;
}

function isDerived(table: PlacedTable, column: number): boolean {
  return ["variance", "change", "percent"].includes(table.columns[column]?.kind ?? "");
}

const half = (figure: Figure): number => 0.5 * 10 ** -figure.decimals;

function difference(cells: readonly Figure[], target: Figure): Outcome {
  const [a, b] = cells as [Figure, Figure];
  const value = a.value - b.value;
  const slack = sumOf(cells.map((figure) => ({ figure, sign: 1 as const }))).slack + half(target);
  const magnitude = Math.abs(Math.abs(a.value) - Math.abs(b.value));
  const telling = weight(target) >= 2 || weight(a) >= 3;
  const decimals = Math.max(a.decimals, b.decimals);
  const rule = `${a.printed} - ${b.printed} = ${print(value, decimals)}`;
  if (agree(value, target.value, slack))
    return { state: "holds", computed: print(value, decimals), telling, rule };
  if (agree(-value, target.value, slack))
    return { state: "opposite", computed: print(-value, decimals), telling, rule };
  if (Math.sign(a.value) * Math.sign(b.value) > 0 && agree(magnitude, Math.abs(target.value), slack))
    return { state: "opposite", computed: print(magnitude, decimals), telling, rule };
  return {
    state: "breaks",
    computed: print(target.value * value < 0 ? -value : value, decimals),
    telling,
    rule,
  };
}

function growth(cells: readonly Figure[], target: Figure): Outcome {
  const [a, b] = cells as [Figure, Figure];
  const range = ratioRange(a, b);
  const value = b.value === 0 ? Number.NaN : (a.value / b.value - 1) * 100;
  const computed = Number.isNaN(value) ? "-" : `${print(value, Math.max(target.decimals, 1))} %`;
  const rule = `${a.printed} / ${b.printed} - 1 = ${computed}`;
  const telling = weight(target) >= 2;
  if (range === undefined) return { state: "holds", computed, telling: false, rule };
  const [low, high] = [(range[0] - 1) * 100 - half(target), (range[1] - 1) * 100 + half(target)];
  if (target.value >= low - 1e-9 && target.value <= high + 1e-9)
    return { state: "holds", computed, telling, rule };
  if (-target.value >= low - 1e-9 && -target.value <= high + 1e-9)
    return { state: "opposite", computed, telling, rule };
  return { state: "breaks", computed, telling, rule };
}

function share(cells: readonly Figure[], target: Figure): Outcome {
  const [a, b] = cells as [Figure, Figure];
  const range = ratioRange(a, b);
  const value = b.value === 0 ? Number.NaN : (a.value / b.value) * 100;
  const computed = Number.isNaN(value) ? "-" : `${print(value, Math.max(target.decimals, 1))} %`;
  const rule = `${a.printed} / ${b.printed} = ${computed}`;
  if (range === undefined) return { state: "holds", computed, telling: false, rule };
  const isIn =
    target.value >= range[0] * 100 - half(target) - 1e-9 &&
    target.value <= range[1] * 100 + half(target) + 1e-9;
  return { state: isIn ? "holds" : "breaks", computed, telling: weight(target) >= 2, rule };
}

function total(cells: readonly Figure[], target: Figure): Outcome {
  const { value, slack } = sumOf(cells.map((figure) => ({ figure, sign: 1 as const })));
  const decimals = Math.max(...cells.map((cell) => cell.decimals));
  const computed = print(value, decimals);
  const rule = `${cells.map((cell) => cell.printed).join(" + ")} = ${computed}`;
  return {
    state: agree(value, target.value, slack + half(target)) ? "holds" : "breaks",
    computed,
    telling: weight(target) >= 2,
    rule,
  };
}

function broken(table: PlacedTable, relation: Relation, at: number, outcome: Outcome): Finding {
  const row = table.rows[at];
  const printed = row?.cells[relation.target]?.printed ?? "";
  const head = table.columns[relation.target]?.head || `kolumn ${relation.target + 1}`;
  const kind = relation.kind === "share" ? "ratio" : relation.kind;
  return {
    kind,
    severity: isNamed(table, relation) ? "error" : "warning",
    where: [
      tablePlace(table, at, relation.target),
      ...relation.sources.slice(0, 2).map((source) => tablePlace(table, at, source)),
    ],
    printed,
    computed: outcome.computed,
    rule: outcome.rule,
    message_sv: `”${row?.label ?? ""}”: ${head} är tryckt ${printed}, men radens andra kolumner ger ${outcome.computed}.`,
    message_en: `"${row?.label ?? ""}": ${head} is printed ${printed}, but the row's other columns give ${outcome.computed}.`,
  };
}

/** One row whose sign goes against all others, though its size is right. Revenue, cost and result may each go their own way. */
function signs(
  table: PlacedTable,
  relation: Relation,
  outcomes: readonly (Outcome | undefined)[],
): Finding[] {
  if (relation.kind !== "difference" && relation.kind !== "growth") return [];
  const isWeighed = (at: number): boolean => (table.rows[at]?.cells[relation.target]?.value ?? 0) !== 0;
  const holding = outcomes.flatMap((one, at) => (one?.state === "holds" && isWeighed(at) ? [at] : []));
  const against = outcomes.flatMap((one, at) => (one?.state === "opposite" && isWeighed(at) ? [at] : []));
  const [few, many] = holding.length >= against.length ? [against, holding] : [holding, against];
  const [only] = few;
  if (few.length !== 1 || only === undefined || many.length < 3) return [];
  const label = table.rows[only]?.label ?? "";
  if (
    /intäkt|kostnad|bidrag|anslag|revenue|income|cost|expens/i.test(label) &&
    !sameKind(
      label,
      many.map((at) => table.rows[at]?.label ?? ""),
    )
  )
    return [];
  if (saysResult(label)) return [];
  const target = table.rows[only]?.cells[relation.target];
  if (target === undefined) return [];
  const computed = print(-target.value, target.decimals);
  return [
    {
      kind: "sign",
      severity: "error",
      where: [tablePlace(table, only, relation.target), tablePlace(table, many[0] ?? only, relation.target)],
      printed: target.printed,
      computed,
      rule: "samma tecken som övriga rader / the sign of the other rows",
      message_sv: `”${label}”: ${table.columns[relation.target]?.head ?? ""} ${target.printed} har motsatt tecken mot övriga rader; samma regel ger ${computed}.`,
      message_en: `"${label}": ${table.columns[relation.target]?.head ?? ""} ${target.printed} has the opposite sign to the other rows; the same rule gives ${computed}.`,
    },
  ];
}

function sameKind(label: string, others: readonly string[]): boolean {
  const kind = (text: string): string =>
    /kostnad|cost|expens/i.test(text)
      ? "cost"
      : /intäkt|bidrag|anslag|revenue|income/i.test(text)
        ? "revenue"
        : "";
  return others.every((one) => kind(one) === kind(label));
}
