import { ore, type Ore, parseKronor, type Problem, type Result, resultOf } from "../../kernel/index.ts";
import { parseBasis, type SettlementBasis } from "./basis.ts";
import { problems } from "./problems.ts";

/**
 * The guideline of one year as data (regler för återreglering). Nothing of it is in the program: another provider,
 * or another year, settles otherwise by writing another policy.
 */
export interface SettlementPolicy {
  readonly year: number;
  /** Service classes that are settled. */
  readonly classes: readonly string[];
  /** Operation only, or operation and change together. */
  readonly scope: "operation" | "operation-and-change";
  readonly basis: SettlementBasis;
  /** Whether a surplus stays with its own service, is evened out within a class, or over all. */
  readonly level: "service" | "class" | "all";
  /** What the customers share by: what they paid, or what their use cost. */
  readonly distribution: "by-paid" | "by-cost";
  /** Invoiced in the year itself, or accrued at the closing and credited in the next year. */
  readonly booking: "invoice-in-year" | "accrue-and-credit-next-year";
  /** Where the difference between the preliminary and the final computation goes. */
  readonly rest: "to-equity" | "carried-forward";
  /** A surplus or deficit smaller than this is not worth an invoice and stays in the result. */
  readonly thresholdOre: Ore;
  /** Another sum that the board decided; the computed one is scaled to it. */
  readonly decidedTotalOre?: Ore;
  readonly financing: readonly InternalFinancing[];
}

/** A decision that part of one service's surplus finances something else (beslutad intern finansiering, R052). */
export interface InternalFinancing {
  readonly decision: string;
  readonly from: { readonly service: string; readonly activity: "operation" | "change" };
  readonly to: { readonly service: string; readonly activity: "operation" | "change" };
  readonly amountOre: Ore;
}

/** The policies under `settlement.policies` of the provider's settings. */
export function readPolicies(settings: unknown): Result<readonly SettlementPolicy[]> {
  const found: Problem[] = [];
  const policies: SettlementPolicy[] = [];
  const list = member(member(settings, "settlement"), "policies");
  for (const [index, source] of (Array.isArray(list) ? list : []).entries()) {
    policies.push(readPolicy(source, `settlement.policies[${index}]`, found));
  }
  return resultOf(policies, found);
}

/**
 * Another policy to weigh against the year's own: what `source` says in the words of pack.yaml, and the year's own in what
 * it leaves out.
 */
export function readAlternative(
  settings: unknown,
  year: number,
  source: unknown,
  where: string,
): Result<SettlementPolicy> {
  const list = member(member(settings, "settlement"), "policies");
  const own = (Array.isArray(list) ? list : []).find((each) => Number(member(each, "year")) === year);
  if (own === undefined) return resultOf(undefined as never, [problems.noPolicy(year)]);
  const found: Problem[] = [];
  if (typeof source !== "object" || source === null || Array.isArray(source)) {
    found.push(problems.policyUnreadable(where, "ska vara en post med regler", "is a record of rules"));
    return resultOf(undefined as never, found);
  }
  for (const name of Object.keys(source)) {
    if (!policyWords.has(name))
      found.push(problems.policyUnreadable(`${where}.${name}`, "är ingen känd regel", "is no known rule"));
  }
  const policy = readPolicy({ ...(own as object), ...source }, where, found);
  if (policy.year !== year)
    found.push(problems.policyUnreadable(`${where}.year`, `ska vara ${year}`, `is ${year}`));
  return resultOf(policy, found);
}

const policyWords = new Set([
  "year",
  "classes",
  "scope",
  "basis",
  "level",
  "distribution",
  "booking",
  "rest",
  "threshold_ore",
  "decided_total_ore",
  "decision",
  "financing",
]);

export function policyOf(policies: readonly SettlementPolicy[], year: number): Result<SettlementPolicy> {
  const policy = policies.find((candidate) => candidate.year === year);
  return policy === undefined
    ? resultOf(undefined as never, [problems.noPolicy(year)])
    : resultOf(policy, []);
}

function readPolicy(source: unknown, where: string, found: Problem[]): SettlementPolicy {
  const word = <T extends string>(name: string, allowed: readonly T[], otherwise?: T): T => {
    const value = member(source, name) ?? otherwise;
    if (allowed.includes(value as T)) return value as T;
    const words = allowed.join(", ");
    found.push(
      problems.policyUnreadable(`${where}.${name}`, `ska vara något av ${words}`, `is one of ${words}`),
    );
    return allowed[0] as T;
  };
  const year = Number(member(source, "year"));
  if (!Number.isInteger(year)) {
    found.push(problems.policyUnreadable(`${where}.year`, "ska vara ett årtal", "is a year"));
  }
  const classes = member(source, "classes");
  if (!Array.isArray(classes) || classes.length === 0) {
    found.push(
      problems.policyUnreadable(
        `${where}.classes`,
        "ska räkna upp tjänstekategorier",
        "lists service classes",
      ),
    );
  }
  const basis = parseBasis(textOf(member(source, "basis")));
  if (basis === undefined) {
    found.push(
      problems.policyUnreadable(
        `${where}.basis`,
        "ska vara ytd@månad, ytd@månad+forecast eller full-year",
        "is ytd@month, ytd@month+forecast or full-year",
      ),
    );
  }
  const decided = member(source, "decided_total_ore") ?? member(source, "decidedTotalOre");
  const financing = member(source, "financing");
  return {
    year,
    classes: Array.isArray(classes) ? classes.map(textOf) : [],
    scope: word("scope", ["operation", "operation-and-change"], "operation"),
    basis: basis ?? "full-year",
    level: word("level", ["service", "class", "all"], "service"),
    distribution: word("distribution", ["by-paid", "by-cost"], "by-paid"),
    booking: word("booking", ["invoice-in-year", "accrue-and-credit-next-year"]),
    rest: word("rest", ["to-equity", "carried-forward"], "to-equity"),
    thresholdOre: wholeOre(member(source, "threshold_ore") ?? 0, `${where}.threshold_ore`, found),
    ...(decided === undefined || decided === null
      ? {}
      : { decidedTotalOre: wholeOre(decided, `${where}.decided_total_ore`, found) }),
    financing: (Array.isArray(financing) ? financing : []).map((entry, index) =>
      readFinancing(entry, `${where}.financing[${index}]`, found),
    ),
  };
}

function readFinancing(source: unknown, where: string, found: Problem[]): InternalFinancing {
  const end = (name: "from" | "to"): InternalFinancing["from"] => {
    const service = member(member(source, name), "service");
    const activity = member(member(source, name), "activity") ?? (name === "from" ? "operation" : "change");
    if (typeof service !== "string" || (activity !== "operation" && activity !== "change")) {
      found.push(
        problems.policyUnreadable(
          `${where}.${name}`,
          "behöver tjänst och verksamhet",
          "needs a service and an activity",
        ),
      );
    }
    return { service: textOf(service), activity: activity === "change" ? "change" : "operation" };
  };
  const amount = parseKronor(textOf(member(source, "amount")));
  if (amount === undefined || amount < 0) {
    found.push(
      problems.policyUnreadable(`${where}.amount`, "ska vara ett belopp i kronor", "is an amount in kronor"),
    );
  }
  const decision = member(source, "decision");
  if (typeof decision !== "string" || decision === "") {
    found.push(problems.policyUnreadable(`${where}.decision`, "behöver ett beslut", "needs a decision"));
  }
  return { decision: textOf(decision), from: end("from"), to: end("to"), amountOre: amount ?? ore(0) };
}

function wholeOre(value: unknown, where: string, found: Problem[]): Ore {
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(number)) return ore(number);
  found.push(problems.policyUnreadable(where, "ska vara hela öre", "is whole öre"));
  return ore(0);
}

/** A plain value as text; anything else as the empty text, which no reader accepts. */
function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
