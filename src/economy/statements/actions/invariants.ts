import { formatKronor, ore, type Ore, type Problem, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Invariant } from "../../../platform/verify/index.ts";
import { statedBalancesOf } from "../../ledger/actions/index.ts";
import type { ColumnId, Statement } from "../index.ts";
import { problems } from "../problems.ts";
import { statementsOf } from "./statement.ts";

/** The years that have books, the latest first. */
async function yearsOf(tx: Transaction, provider: string): Promise<number[]> {
  const rows = await tx.query<{ fiscal_year: number }>(
    "select distinct fiscal_year from ledger.v_voucher where provider_id = $1 order by fiscal_year desc",
    [provider],
  );
  return rows.map((row) => row.fiscal_year);
}

function amountOf(statement: Statement | undefined, row: string, column: ColumnId = "actual"): Ore {
  const figure = statement?.rows.find(({ layout }) => layout.id === row)?.values[column];
  return figure?.unit === "ore" ? figure.amountOre : ore(0);
}

const checkedTogether = ["income", "balance", "summary", "departments", "elimination", "equity"] as const;

/** The statements of a year are computed once for all promises that are checked in one transaction. */
const computed = new WeakMap<Transaction, Map<number, Promise<Statement[]>>>();

function together(tx: Transaction, provider: string, year: number): Promise<Statement[]> {
  const years = computed.get(tx) ?? new Map<number, Promise<Statement[]>>();
  computed.set(tx, years);
  const known = years.get(year) ?? statementsOf(tx, provider, { ids: checkedTogether, year });
  years.set(year, known);
  return known;
}

function everyYear(
  ids: readonly (typeof checkedTogether)[number][],
  check: (statements: readonly Statement[], year: number) => readonly Problem[],
): Invariant["check"] {
  return async (tx, provider) => {
    const found: Problem[] = [];
    for (const year of await yearsOf(tx, provider)) {
      const all = await together(tx, provider, year);
      found.push(
        ...check(
          ids.flatMap((id) => all.find((one) => one.statement === id) ?? []),
          year,
        ),
      );
    }
    return found;
  };
}

/**
 * A year whose opening balances have not come yet is not rolled forward at all: something was booked in January, and the file that
 * opens the year comes later.
 */
async function equityRollsForward(tx: Transaction, provider: string): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const year of await yearsOf(tx, provider)) {
    const stated = await statedBalancesOf(tx, provider, [year]);
    if (!stated.some((one) => one.kind === "opening" && one.yearOffset === 0)) continue;
    const equity = (await together(tx, provider, year)).find((one) => one.statement === "equity");
    const gap = ore(amountOf(equity, "transfer") - amountOf(equity, "transfer-booked"));
    if (gap !== 0) found.push(problems.equityGap(year, formatKronor(gap)));
  }
  return found;
}

/** A provider that does not cost its services has no service side to bridge to; costing says so itself. */
async function bridgeCloses(tx: Transaction, provider: string): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const year of await yearsOf(tx, provider)) {
    try {
      const [bridge] = await statementsOf(tx, provider, { ids: ["bridge"], year });
      for (const row of ["difference", "result-difference"]) {
        const difference = amountOf(bridge, row);
        if (difference !== 0) found.push(problems.bridgeOpen(year, formatKronor(difference)));
      }
    } catch (error) {
      const isCosting =
        error instanceof Refusal && error.problems.every(({ code }) => code.startsWith("costing."));
      if (!isCosting) throw error;
    }
  }
  return found;
}

export const invariants: readonly Invariant[] = [
  {
    code: "statements.balance-balances",
    sv: "Tillgångar är lika med eget kapital och skulder.",
    en: "Assets equal equity and liabilities.",
    check: everyYear(["balance"], ([balance], year) => {
      const assets = amountOf(balance, "assets");
      const financing = amountOf(balance, "equity-and-liabilities");
      return assets === financing
        ? []
        : [problems.unbalancedBooks(year, formatKronor(assets), formatKronor(financing))];
    }),
  },
  {
    code: "statements.one-result",
    sv: "Årets resultat är ett och samma i alla rapporter, och avdelningarna summerar till det.",
    en: "The result is one and the same in all statements, and the departments sum to it.",
    check: everyYear(["income", "balance", "summary", "departments"], (statements, year) => {
      const [income, ...others] = statements;
      const result = amountOf(income, "result");
      return others
        .filter((other) => amountOf(other, "result") !== result)
        .map((other) =>
          problems.resultsDiffer(
            year,
            "income",
            formatKronor(result),
            other.statement,
            formatKronor(amountOf(other, "result")),
          ),
        );
    }),
  },
  {
    code: "statements.internal-items-cancel",
    sv: "Interna poster tar ut varandra: resultatet är detsamma på båda grunderna.",
    en: "Internal items cancel out: the result is the same on both bases.",
    check: everyYear(["elimination"], ([elimination], year) =>
      (["actual", "budget"] as const).flatMap((column) => {
        const net = amountOf(elimination, "result-internal", column);
        return net === 0 ? [] : [problems.eliminationChangesResult(year, column, formatKronor(net))];
      }),
    ),
  },
  {
    code: "statements.bridge-closes",
    sv: "Kostnader och resultat i organisationen är desamma som i tjänsterna.",
    en: "Costs and result in the organisation are those in the services.",
    check: bridgeCloses,
  },
  {
    code: "statements.equity-rolls-forward",
    sv: "Ingående eget kapital är föregående års utgående och bokförda överföringar.",
    en: "Opening equity is the closing equity of the year before and booked transfers.",
    check: equityRollsForward,
  },
];
