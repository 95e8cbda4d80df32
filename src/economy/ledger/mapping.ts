import { byCode, type Problem, type Result, resultOf } from "../../kernel/index.ts";
import { problemOf } from "./problems.ts";

export type AccountKind = "revenue" | "cost" | "asset" | "equity" | "liability";

export const accountKinds: readonly AccountKind[] = ["revenue", "cost", "asset", "equity", "liability"];

/** One row of the account mapping (kontomappning): an interval of accounts and the one place where they land. */
export interface AccountMapping {
  readonly accountFrom: string;
  readonly accountTo: string;
  readonly kind: AccountKind;
  /** Cost element (staff, consultants, it, other, financial) or the code of a revenue or balance row. */
  readonly element: string;
  /** "operation" or "change" for revenue; else "". */
  readonly activity: string;
  /** "", "settlement" or "internal-financing". */
  readonly role: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly fileLine?: number;
}

export interface AccountMap {
  readonly mappings: readonly AccountMapping[];
  mappingOf(account: string): AccountMapping | undefined;
  /** The accounts of a list that no mapping covers, in order, once each. */
  unmapped(accounts: Iterable<string>): string[];
}

/**
 * Whether an account lies in an interval. A longer account number than the interval's ends is judged by its beginning,
 * so that 4010-4999 covers both 4010 and the sub-account 401055.
 */
export function coversAccount(
  interval: Pick<AccountMapping, "accountFrom" | "accountTo">,
  account: string,
): boolean {
  return (
    account.slice(0, interval.accountFrom.length) >= interval.accountFrom &&
    account.slice(0, interval.accountTo.length) <= interval.accountTo
  );
}

/** The map, or every overlap and reversed interval in the list. */
export function accountMap(mappings: readonly AccountMapping[], file?: string): Result<AccountMap> {
  const problems: Problem[] = [];
  const place = (mapping: AccountMapping): { file?: string; line?: number } => ({
    ...(file === undefined ? {} : { file }),
    ...(mapping.fileLine === undefined ? {} : { line: mapping.fileLine }),
  });
  const sorted = [...mappings].sort(
    (a, b) => byCode(a.accountFrom, b.accountFrom) || byCode(a.accountTo, b.accountTo),
  );
  let reach: AccountMapping | undefined;
  for (const mapping of sorted) {
    const interval = `${mapping.accountFrom}-${mapping.accountTo}`;
    if (mapping.accountFrom.slice(0, mapping.accountTo.length) > mapping.accountTo) {
      problems.push(
        problemOf("ledger.mapping-reversed", place(mapping), {
          message_sv: `Kontointervallet ${interval} slutar före sin början.`,
          message_en: `The account interval ${interval} ends before it begins.`,
        }),
      );
      continue;
    }
    if (reach && mapping.accountFrom.slice(0, reach.accountTo.length) <= reach.accountTo) {
      problems.push(
        problemOf("ledger.mapping-overlap", place(mapping), {
          message_sv: `Kontointervallen ${reach.accountFrom}-${reach.accountTo} och ${interval} överlappar.`,
          message_en: `The account intervals ${reach.accountFrom}-${reach.accountTo} and ${interval} overlap.`,
        }),
      );
    }
    if (!reach || mapping.accountTo > reach.accountTo) reach = mapping;
  }
  const found = new Map<string, AccountMapping | undefined>();
  function mappingOf(account: string): AccountMapping | undefined {
    if (!found.has(account)) {
      found.set(
        account,
        sorted.find((mapping) => coversAccount(mapping, account)),
      );
    }
    return found.get(account);
  }
  return resultOf<AccountMap>(
    {
      mappings: sorted,
      mappingOf,
      unmapped: (accounts) =>
        [...new Set(accounts)].filter((account) => mappingOf(account) === undefined).sort(byCode),
    },
    problems,
  );
}
