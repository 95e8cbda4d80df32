import { assert, type Ore, parsePeriod, parseYear, type Period, sumOre } from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import { type Explainer, leafOfLine, linesOf, type Opening } from "../../ledger/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import {
  accountLabel,
  cellKey,
  elementNames,
  type Names,
  type Said,
  serviceLabel,
  sumNode,
} from "../index.ts";
import { type CostQuestion, costReader, orNothing } from "./explain-inputs.ts";
import { closedPart, planLeaf, scenarioName } from "./explain-parts.ts";
import { type LensRow, lensRows } from "./lenses.ts";

/**
 * Why a category of a lens holds what it holds: `lens:<lens>:<year>:<scenario>` by category, and with a category after it by
 * service, each with its own explanation, or, where the lens reads the books, by account, month and line.
 */
export const lensExplainer: Explainer = {
  prefix: "lens:",
  open: (opening, id) => orNothing(() => openLens(opening, id)),
};

async function openLens(opening: Opening, id: string): Promise<Explanation | undefined> {
  const [head = "", ...path] = id.split("/");
  const [, lens = "", yearText = "", scenario = "", category, ...rest] = head.split(":");
  const year = parseYear(yearText);
  if (year === undefined || scenario === "" || rest.length > 0 || path.length > 1) return undefined;
  const reader = costReader(opening);
  const question = { year, scenario };
  if (scenario.includes("~") || !(await reader.isKnown(question))) return undefined;
  const { tx, provider } = opening;
  const seen = await opening.keep(`lens:${lens}:${scenario}:${year}`, () =>
    lensRows(tx, lens, { provider, ...question }),
  );
  if (seen === undefined) return undefined;
  const own = `lens:${lens}:${year}:${scenario}`;
  const when = scenarioName(scenario);
  const titled = (name: Said): Said => ({
    sv: `${name.sv}, ${when.sv} ${year}`,
    en: `${name.en}, ${when.en} ${year}`,
  });
  if (category === undefined) {
    if (path.length > 0) return undefined;
    const children = [...seen.names].map(([code, name]) =>
      closedPart(`${own}:${code}`, name, rulesSaid, sumOf(seen.rows.filter((row) => row.category === code))),
    );
    return sumNode(
      own,
      titled({ sv: "Alla kategorier", en: "All categories" }),
      {
        sv: "Summan är kalkylens egen: ett perspektiv har inga egna kronor.",
        en: "The sum is the costing's own: a lens has no kronor of its own.",
      },
      children,
    );
  }
  const name = seen.names.get(category);
  const rows = seen.rows.filter((row) => row.category === category);
  if (name === undefined || rows.length === 0) return undefined;
  const names = await reader.names(year);
  const [accountText, monthText] = (path[0] ?? "").split(":");
  if (seen.side === "services") {
    if (path.length > 0) return undefined;
    const parts = coverOf(seen.rows, category).map((part) => servicePart(question, names, part));
    return sumNode(head, titled(name), rulesSaid, parts);
  }
  if (path.length === 0) {
    const accounts = [...new Set(rows.map((row) => row.fields.account ?? ""))].sort();
    const children = accounts.map((account) => {
      const label = accountLabel(names, account);
      const mine = rows.filter((row) => row.fields.account === account);
      return closedPart(`${head}/${account}`, { sv: label, en: label }, bookedSaid, sumOf(mine));
    });
    return sumNode(head, titled(name), rulesSaid, children);
  }
  const account = accountText ?? "";
  const label = accountLabel(names, account);
  const mine = rows.filter((row) => row.fields.account === account);
  if (mine.length === 0) return undefined;
  if (monthText === undefined) {
    const months = [...new Set(mine.map((row) => row.period))].sort();
    const children = months.map((period) =>
      closedPart(
        `${head}/${account}:${period}`,
        { sv: formatPeriod(period, "sv"), en: formatPeriod(period, "en") },
        bookedSaid,
        sumOf(mine.filter((row) => row.period === period)),
      ),
    );
    return sumNode(id, { sv: label, en: label }, bookedSaid, children);
  }
  const period = parsePeriod(monthText);
  if (period === undefined) return undefined;
  return openMonth(opening, question, { id, account, period, label, names, rows: mine });
}

/** The lines of an account in a month that are coded as the category's cells are. */
async function openMonth(
  opening: Opening,
  question: CostQuestion,
  {
    id,
    account,
    period,
    label,
    names,
    rows,
  }: {
    readonly id: string;
    readonly account: string;
    readonly period: Period;
    readonly label: string;
    readonly names: Names;
    readonly rows: readonly LensRow[];
  },
): Promise<Explanation | undefined> {
  const { tx, provider } = opening;
  const reader = costReader(opening);
  const own = rows.filter((row) => row.period === period);
  if (own.length === 0) return undefined;
  const cells = new Set(own.map((row) => row.cell ?? ""));
  const plan = await reader.plan(question);
  const children =
    plan === undefined
      ? (await linesOf(tx, provider, { fiscalYear: question.year, periods: [period], accounts: [account] }))
          .filter((line) => cells.has(cellKey(line)))
          .map((line) => leafOfLine(line))
      : ((await reader.planLines(plan.plan)).get(`${period}|${account}`) ?? []).flatMap((line, at) =>
          cells.has(cellKey(line))
            ? [
                planLeaf(
                  { plan: plan.plan, fileLine: line.fileLine ?? at + 1, amountOre: line.amountOre },
                  accountLabel(names, line.account),
                  line.amountOre,
                ),
              ]
            : [],
        );
  const amountOre = sumOf(own);
  assert(
    sumOre(children.map((child) => child.amountOre)) === amountOre,
    `the lines of ${id} are what its cells hold`,
  );
  const title = {
    sv: `${label}, ${formatPeriod(period, "sv")}`,
    en: `${label}, ${formatPeriod(period, "en")}`,
  };
  return sumNode(id, title, bookedSaid, children);
}

const rulesSaid: Said = {
  sv: "Det som perspektivets regler placerar i kategorin.",
  en: "What the rules of the lens place in the category.",
};
const bookedSaid: Said = {
  sv: "Bokfört på kontot, med den kontering som kategorin tar.",
  en: "Booked on the account, with the coding that the category takes.",
};

function sumOf(rows: readonly LensRow[]): Ore {
  return sumOre(rows.map((row) => row.amountOre));
}

/** A part of a category that an id of the costing names: a service, or so much of it as lies in the category. */
interface Cover {
  readonly service: string;
  readonly element: string | undefined;
  readonly period: Period | undefined;
  readonly activity: string | undefined;
  readonly amountOre: Ore;
}

/** How finely a service is cut: as coarsely as no cut holds both what is in the category and what is not. */
const cuts: readonly (readonly ("element" | "period" | "activity")[])[] = [
  [],
  ["activity"],
  ["element"],
  ["period"],
  ["element", "period"],
  ["element", "period", "activity"],
];

function coverOf(rows: readonly LensRow[], category: string): Cover[] {
  const byService = new Map<string, LensRow[]>();
  for (const row of rows) {
    if (row.amountOre === 0) continue;
    const service = row.fields.service ?? "";
    const list = byService.get(service);
    if (list === undefined) byService.set(service, [row]);
    else list.push(row);
  }
  return [...byService].flatMap(([service, own]): Cover[] => {
    if (own.every((row) => row.category !== category)) return [];
    for (const cut of cuts) {
      const groups = new Map<string, LensRow[]>();
      for (const row of own) {
        const key = cut.map((field) => valueOf(row, field)).join("|");
        groups.set(key, [...(groups.get(key) ?? []), row]);
      }
      const isWhole = [...groups.values()].every(
        (group) => new Set(group.map((row) => row.category === category)).size === 1,
      );
      if (!isWhole) continue;
      return [...groups.values()].flatMap((group): Cover[] => {
        const [first] = group;
        if (first === undefined || first.category !== category) return [];
        return [
          {
            service,
            element: cut.includes("element") ? valueOf(first, "element") : undefined,
            period: cut.includes("period") ? first.period : undefined,
            activity: cut.includes("activity") ? valueOf(first, "activity") : undefined,
            amountOre: sumOf(group),
          },
        ];
      });
    }
    throw new Error("Broken invariant: a row of a costing lies in one category");
  });
}

function valueOf(row: LensRow, field: "element" | "period" | "activity"): string {
  return field === "period" ? row.period : (row.fields[field] ?? "");
}

function servicePart({ year, scenario }: CostQuestion, names: Names, part: Cover): Explanation {
  const cut = [part.element, part.period].flatMap((one) => (one === undefined ? [] : [`:${one}`])).join("");
  const tail = part.activity === undefined ? "" : `/activity=${part.activity}`;
  const label = serviceLabel(names, part.service);
  const element = part.element === undefined ? undefined : elementNames(part.element);
  const named = (language: "sv" | "en"): string =>
    [
      label[language],
      element?.[language],
      part.period === undefined ? undefined : formatPeriod(part.period, language),
    ]
      .filter((one) => one !== undefined)
      .join(", ");
  return closedPart(
    `cost:${year}:${scenario}:${part.service}${cut}${tail}`,
    { sv: named("sv"), en: named("en") },
    { sv: "Tjänstens kostnad enligt kalkylen.", en: "The service's cost as costed." },
    part.amountOre,
  );
}
