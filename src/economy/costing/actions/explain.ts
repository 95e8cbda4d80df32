import { type Ore, byCode, ore, parsePeriod, parseYear, type Period, sumOre } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import {
  type Explainer,
  leafOfLine,
  linesOf,
  type Opening,
  openingOf,
  openTree,
} from "../../ledger/actions/index.ts";
import { assertFooting, type Explanation } from "../../ledger/index.ts";
import {
  type Activity,
  type Branch,
  type CostCell,
  type ExplanationContext,
  type Said,
  type Wording,
  accountLabel,
  branchLabel,
  branchName,
  branchOf,
  branchSentence,
  elementNames,
  cellKey,
  openBranch,
  portion,
  serviceLabel,
  serviceSentence,
  sumNode,
} from "../index.ts";
import type { SourceSum } from "../sql/sources.ts";
import { type CostQuestion, type CostReader, costReader, orNothing } from "./explain-inputs.ts";
import { capital, closedPart, planLeaf, scenarioName } from "./explain-parts.ts";
import { idleExplainer } from "./explain-idle.ts";
import { lensExplainer } from "./explain-lens.ts";
import { borneExplainer } from "./explain-borne.ts";
import { voucherExplainer } from "./explain-voucher.ts";

export const explainers: readonly Explainer[] = [
  { prefix: "cost:", open: (opening, id) => orNothing(() => openCost(opening, id)) },
  borneExplainer,
  lensExplainer,
  idleExplainer,
  voucherExplainer,
];

/** The tree of a service's cost, all of it or so many levels: for those who ask this room alone. */
export async function explainServiceCost(
  tx: Transaction,
  provider: string,
  id: string,
  { depth }: { readonly depth?: number } = {},
): Promise<Explanation | undefined> {
  const tree = await openTree(await openingOf(tx, provider, explainers), id, depth);
  return tree && assertFooting(tree);
}

interface Asked extends CostQuestion {
  /** `cost:2024:actual:HR-BEM` or with a cost element, a month or both after it. */
  readonly own: string;
  readonly service: string;
  readonly period: Period | undefined;
  readonly element: string | undefined;
  readonly path: readonly string[];
}

/**
 * Why a service costs what it does: `cost:<year>:<scenario>:<service>[:<period>]`, and below it, level by level,
 * `/direct`, `/direct/5010`, `/direct/5010:2024-03`, `/common`, `/common:2024-03`, `/common:2024-03/5010`,
 * `/common:2024-03/steering/5010`. `/activity=operation,part=direct` is a selection of its branches.
 * A cost element after the service (`cost:2024:actual:HR-BEM:staff`) keeps to it all the way down, with a month after it
 * (`:staff:2024-03`) to that month's. `cost:<year>:<scenario>` is
 * all services, `cost:<year>:<scenario>:*:2024-03` and `:*:staff` those of a month or a cost element.
 */
async function openCost(opening: Opening, id: string): Promise<Explanation | undefined> {
  const [head = "", ...path] = id.split("/");
  const [, yearText = "", scenario = "", service, ...cuts] = head.split(":");
  const period = cuts.map(parsePeriod).find((one) => one !== undefined);
  const [element, ...more] = cuts.filter((cut) => parsePeriod(cut) === undefined);
  const year = parseYear(yearText);
  if (year === undefined || scenario === "" || more.length > 0 || cuts.length > 2) return undefined;
  const reader = costReader(opening);
  const question = { year, scenario };
  if (!(await reader.isKnown(question))) return undefined;
  if (service === undefined || service === "*")
    return path.length > 0 ? undefined : wholeCosting(reader, { ...question, period, element });
  const all =
    element === undefined
      ? await reader.sources(question, service)
      : await reader.sourcesOfElement(question, service, element);
  const sources = all.filter((source) => period === undefined || source.period === period);
  if (sources.length === 0) return undefined;
  const asked: Asked = { ...question, own: head, service, period, element, path };
  const [first = ""] = path;
  if (path.length === 0 || first.includes("=")) {
    return path.length > 1 ? undefined : openService(reader, asked, sources);
  }
  const [name = "", monthText] = first.split(":");
  const branch = branchOf(name);
  const mine = sources.filter((one) => one.activity === branch.activity && one.step === branch.step);
  if (mine.length === 0) return undefined;
  if (branch.step === "") return openDirect(opening, reader, asked, { branch, sources: mine });
  const month = period ?? (monthText === undefined ? undefined : parsePeriod(monthText));
  if (month === undefined)
    return path.length > 1 ? undefined : openStep(reader, asked, { branch, sources: mine });
  return openStepMonth(opening, reader, asked, { branch, month });
}

/** The services of a costing, a line each; of one month or cost element where it is asked for. */
async function wholeCosting(
  reader: CostReader,
  {
    period,
    element,
    ...question
  }: CostQuestion & { readonly period: Period | undefined; readonly element: string | undefined },
): Promise<Explanation | undefined> {
  const { year, scenario } = question;
  const names = await reader.names(year);
  const cut = period ?? element;
  const totals = await reader.totals(question, { period, element });
  if (totals.length === 0) return undefined;
  const children = totals.map(({ service, amountOre }): Explanation => {
    const label = serviceLabel(names, service);
    const id = `cost:${year}:${scenario}:${service}${cut === undefined ? "" : `:${cut}`}`;
    return closedPart(id, label, serviceSentence, amountOre);
  });
  const of = scenarioName(scenario);
  const when = cutName(year, period, element);
  return sumNode(
    cut === undefined ? `cost:${year}:${scenario}` : `cost:${year}:${scenario}:*:${cut}`,
    { sv: `Tjänsternas kostnad ${when.sv}, ${of.sv}`, en: `Cost of services ${when.en}, ${of.en}` },
    cut === undefined
      ? {
          sv: "Summan av tjänsterna är alla kostnader, varken mer eller mindre.",
          en: "The sum of the services is all costs, neither more nor less.",
        }
      : { sv: "Summan av tjänsterna.", en: "The sum of the services." },
    children,
  );
}

/** "2024", "mars 2024", "2024, personal", "mars 2024, personal". */
function cutName(year: number, period: Period | undefined, element: string | undefined): Said {
  const when =
    period === undefined
      ? { sv: String(year), en: String(year) }
      : { sv: formatPeriod(period, "sv"), en: formatPeriod(period, "en") };
  if (element === undefined) return when;
  const name = elementNames(element);
  return { sv: `${when.sv}, ${inside(name.sv)}`, en: `${when.en}, ${inside(name.en)}` };
}

/** A service's branches, or those of one activity or part. */
async function openService(
  reader: CostReader,
  asked: Asked,
  sources: readonly SourceSum[],
): Promise<Explanation | undefined> {
  const { own, service, year, path, period } = asked;
  const wish = new Map((path[0] ?? "").split(",").map((part) => part.split("=") as [string, string]));
  const [activity, part] = [wish.get("activity"), wish.get("part")];
  const chosen = sources.filter(
    (source) =>
      (activity === undefined || activity === source.activity) &&
      (part === undefined || (part === "direct") === (source.step === "")),
  );
  const context = await contextOf(reader, asked, sources);
  if (context === undefined) return undefined;
  const branches = new Map<string, { branch: Branch; amount: number }>();
  for (const { activity: of, step, amountOre } of chosen) {
    const branch = { activity: of, step };
    const known = branches.get(branchName(branch)) ?? { branch, amount: 0 };
    branches.set(branchName(branch), { branch, amount: known.amount + amountOre });
  }
  const order = (branch: Branch): string =>
    `${branch.activity === "change" ? 1 : 0}${branch.step === "" ? 0 : 1}`;
  const children = [...branches.values()]
    .sort((a, b) => byCode(order(a.branch), order(b.branch)))
    .map(({ branch, amount }) =>
      closedPart(
        `${own}/${branchName(branch)}`,
        branchLabel(context, branch),
        branchSentence(context, branch),
        ore(amount),
      ),
    );
  const names = await reader.names(year);
  const label = serviceLabel(names, service);
  const of = scenarioName(asked.scenario);
  const when = cutName(year, period, asked.element);
  return sumNode(
    path.length === 0 ? own : `${own}/${path[0]}`,
    { sv: label.sv, en: label.en },
    {
      sv: `${capital(of.sv)} ${when.sv}. ${serviceSentence.sv}`,
      en: `${capital(of.en)} ${when.en}. ${serviceSentence.en}`,
    },
    children,
  );
}

/** As a word inside a sentence: "IT-kostnader" keeps its capitals. */
function inside(name: string): string {
  return /^.[a-zåäö]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** `/direct`, `/direct/5010`, `/direct/5010:2024-03`. */
async function openDirect(
  opening: Opening,
  reader: CostReader,
  asked: Asked,
  { branch, sources }: { readonly branch: Branch; readonly sources: readonly SourceSum[] },
): Promise<Explanation | undefined> {
  const { own, path, period, service, year } = asked;
  const context = await contextOf(reader, asked, sources);
  if (context === undefined || path.length > 2) return undefined;
  const here = `${own}/${branchName(branch)}`;
  const names = await reader.names(year);
  const place = serviceLabel(names, service);
  const [accountName = "", monthText] = (path[1] ?? "").split(":");
  if (path.length === 1) {
    const accounts = [...new Set(sources.map((source) => source.account))];
    const children = accounts.map((account) => {
      const label = accountLabel(names, account);
      return closedPart(
        `${here}/${account}`,
        { sv: label, en: label },
        { sv: `Bokfört på ${place.sv}.`, en: `Booked on ${place.en}.` },
        sumOre(sources.filter((row) => row.account === account).map((row) => row.amountOre)),
      );
    });
    return sumNode(here, branchLabel(context, branch), branchSentence(context, branch), children);
  }
  const rows = sources.filter((source) => source.account === accountName);
  if (rows.length === 0) return undefined;
  const month = period ?? (monthText === undefined ? undefined : parsePeriod(monthText));
  const label = accountLabel(names, accountName);
  if (month === undefined) {
    const children = rows.map((row) =>
      closedPart(
        `${here}/${accountName}:${row.period}`,
        { sv: formatPeriod(row.period, "sv"), en: formatPeriod(row.period, "en") },
        { sv: `Bokfört på ${label} under månaden.`, en: `Booked on ${label} in the month.` },
        row.amountOre,
      ),
    );
    return sumNode(
      `${here}/${accountName}`,
      { sv: label, en: label },
      { sv: `Bokfört på ${place.sv}, månad för månad.`, en: `Booked on ${place.en}, month by month.` },
      children,
    );
  }
  return openAccount(opening, reader, asked, {
    branch,
    month,
    path: [accountName],
    id: `${own}/${path.join("/")}`,
  });
}

/** A step's months. */
async function openStep(
  reader: CostReader,
  asked: Asked,
  { branch, sources }: { readonly branch: Branch; readonly sources: readonly SourceSum[] },
): Promise<Explanation | undefined> {
  const context = await contextOf(reader, asked, sources);
  if (context === undefined) return undefined;
  const here = `${asked.own}/${branchName(branch)}`;
  const label = branchLabel(context, branch);
  const children = sources.map((source) =>
    closedPart(
      `${here}:${source.period}`,
      { sv: formatPeriod(source.period, "sv"), en: formatPeriod(source.period, "en") },
      branchSentence(context, branch),
      source.amountOre,
    ),
  );
  return sumNode(here, label, branchSentence(context, branch), children);
}

/** What a step brought in a month, and everything below: pools behind the pool, then accounts, then lines. */
async function openStepMonth(
  opening: Opening,
  reader: CostReader,
  asked: Asked,
  { branch, month }: { readonly branch: Branch; readonly month: Period },
): Promise<Explanation | undefined> {
  const path = asked.path.slice(1);
  const id = `${asked.own}/${asked.path.join("/")}`;
  const context = await reader.context(asked, month);
  if (context === undefined) return undefined;
  const node = openBranch(context, { ...asked, ...branch, period: month }, path, id);
  if (node === undefined) return undefined;
  if (node.shares !== undefined) return openAccount(opening, reader, asked, { branch, month, path, id });
  if (path.length > 0) {
    const [parent] = path.slice(-1);
    return { ...node, ...namedAfter(context, parent ?? "", node) };
  }
  const label = branchLabel(context.costing, branch);
  const when = { sv: formatPeriod(month, "sv"), en: formatPeriod(month, "en") };
  return { ...node, label_sv: `${label.sv}, ${when.sv}`, label_en: `${label.en}, ${when.en}` };
}

function namedAfter(
  { costing }: ExplanationContext,
  pool: string,
  node: Explanation,
): Pick<Explanation, "label_sv" | "label_en"> {
  const label = branchLabel(costing, { activity: "operation", step: pool });
  return { label_sv: `${label.sv}, ${node.label_sv}`, label_en: `${label.en}, ${node.label_en}` };
}

/** The lines behind an account's cells in a month, each with the share that belongs here. */
async function openAccount(
  opening: Opening,
  reader: CostReader,
  asked: Asked,
  {
    branch,
    month,
    path,
    id,
  }: {
    readonly branch: Branch;
    readonly month: Period;
    readonly path: readonly string[];
    readonly id: string;
  },
): Promise<Explanation | undefined> {
  const context = await reader.context(asked, month);
  if (context === undefined) return undefined;
  const node = openBranch(context, { ...asked, ...branch, period: month }, path, id);
  if (node?.shares === undefined) return undefined;
  const { shares, closed: _, ...rest } = node;
  const children = await leavesOfShares(opening, reader, asked, { context, shares });
  return sumNode(
    id,
    { sv: rest.label_sv, en: rest.label_en },
    { sv: rest.formula_sv, en: rest.formula_en },
    children,
  );
}

async function leavesOfShares(
  opening: Opening,
  reader: CostReader,
  question: CostQuestion,
  { context, shares }: { readonly context: ExplanationContext; readonly shares: ReadonlyMap<number, Ore> },
): Promise<Explanation[]> {
  const { tx, provider } = opening;
  const cells = [...shares.keys()].map((i) => context.costing.cells[i] as CostCell);
  const [first] = cells;
  if (first === undefined) return [];
  const plan = await reader.plan(question);
  const byCell = new Map<string, { amountOre: Ore; leaf: (share: Ore) => Explanation }[]>();
  const add = (key: string, amountOre: Ore, leaf: (share: Ore) => Explanation): void => {
    if (amountOre === 0) return;
    const list = byCell.get(key) ?? [];
    list.push({ amountOre, leaf });
    byCell.set(key, list);
  };
  if (plan === undefined) {
    const lines = await linesOf(tx, provider, {
      fiscalYear: question.year,
      periods: [first.period],
      accounts: [first.account],
      costCentres: [...new Set(cells.map((cell) => cell.costCentre))],
      projects: [...new Set(cells.map((cell) => cell.project))],
      services: [...new Set(cells.map((cell) => cell.service))],
    });
    for (const line of lines) add(cellKey(line), line.amountOre, (share) => leafOfLine(line, share));
  } else {
    const lines = await reader.planLines(plan.plan);
    for (const [at, line] of (lines.get(`${first.period}|${first.account}`) ?? []).entries()) {
      const of = { plan: plan.plan, fileLine: line.fileLine ?? at + 1, amountOre: line.amountOre };
      add(cellKey(line), line.amountOre, (share) =>
        planLeaf(of, accountLabel(context.names, line.account), share),
      );
    }
  }
  return [...shares].flatMap(([i, share]) => {
    const found = byCell.get(cellKey(context.costing.cells[i] as CostCell)) ?? [];
    const parts = portion(
      share,
      found.map((one) => one.amountOre),
    );
    return found.flatMap((one, k) => (parts[k] === 0 ? [] : [one.leaf(parts[k] as Ore)]));
  });
}

/** What words and pools are read from: a month that the service has a cost in. */
function contextOf(
  reader: CostReader,
  question: CostQuestion,
  sources: readonly { readonly period: Period; readonly activity: Activity }[],
): Promise<Wording | undefined> {
  const [first] = sources;
  return first === undefined ? Promise.resolve(undefined) : reader.wording(question, first.period);
}
