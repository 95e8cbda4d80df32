import type { Day } from "../../kernel/index.ts";
import { isReservedDimension } from "./labels.ts";
import type { SieRecord } from "./record.ts";
import type { SieAccount, SieDimension, SieObject } from "./sie.ts";

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Gathers the chart of accounts, the dimensions and the objects, and knows which accounts were used undeclared. */
export class ChartDraft {
  readonly #accounts = new Map<string, Draft<SieAccount>>();
  readonly #dimensions = new Map<number, SieDimension>();
  readonly #objects = new Map<string, SieObject>();
  /** Accounts in use by rows and by balances, with the line of the first use. */
  readonly #used = new Map<string, number>();
  readonly #balanced = new Map<string, number>();
  readonly #usedDimensions = new Map<number, number>();
  #lastUsed = "";
  /** False when some #KONTO could not be read, so that nothing can be said of what is undeclared. */
  isWhole = true;

  get accounts(): SieAccount[] {
    return [...this.#accounts.values()];
  }
  get dimensions(): SieDimension[] {
    return [...this.#dimensions.values()];
  }
  get objects(): SieObject[] {
    return [...this.#objects.values()];
  }

  use(account: string, line: number): void {
    if (account === this.#lastUsed) return;
    this.#lastUsed = account;
    if (!this.#used.has(account)) this.#used.set(account, line);
  }

  useInBalance(account: string, line: number): void {
    if (!this.#balanced.has(account)) this.#balanced.set(account, line);
  }

  useDimension(dimension: number, line: number): void {
    if (!this.#usedDimensions.has(dimension)) this.#usedDimensions.set(dimension, line);
  }

  undeclaredAccounts(): [account: string, line: number][] {
    return [...this.#used].filter(([account]) => !this.#accounts.has(account));
  }

  /** Of balances only. */
  undeclaredBalances(): [account: string, line: number][] {
    return [...this.#balanced].filter(
      ([account]) => !this.#accounts.has(account) && !this.#used.has(account),
    );
  }

  undeclaredDimensions(): [dimension: number, line: number][] {
    return [...this.#usedDimensions].filter(
      ([dimension]) => !this.#dimensions.has(dimension) && !isReservedDimension(dimension),
    );
  }

  read(label: string, record: SieRecord): void {
    switch (label) {
      case "#KONTO":
        this.#account(record);
        return;
      case "#KTYP":
      case "#ENHET":
      case "#SRU":
        this.#ofAccount(label, record);
        return;
      case "#DIM":
      case "#UNDERDIM":
        this.#dimension(label, record);
        return;
      case "#OBJEKT":
        this.#object(record);
        return;
      default:
    }
  }

  #account(record: SieRecord): void {
    const account = record.text(0);
    if (!/^\d+$/.test(account)) record.problemOf("sie4.account-not-numeric", 0);
    const known = this.#accounts.get(account);
    if (known !== undefined) record.problem("sie4.repeated-record");
    this.#accounts.set(account, {
      account,
      name: record.text(1),
      kind: known?.kind,
      unit: known?.unit ?? "",
      sru: known?.sru ?? [],
      line: record.line,
    });
  }

  #ofAccount(label: string, record: SieRecord): void {
    const account = this.#accounts.get(record.text(0));
    const value = record.text(1);
    if (account === undefined) {
      record.problemOf(
        "sie4.wrong-order",
        0,
        "kontot har ingen #KONTO före",
        "the account has no #KONTO before",
      );
      return;
    }
    if (label === "#SRU") {
      if (!account.sru.includes(value)) account.sru = [...account.sru, value];
    } else if (label === "#ENHET") account.unit = value;
    else if (value === "T" || value === "S" || value === "K" || value === "I") account.kind = value;
    else record.problemOf("sie4.bad-value", 1, "kontotypen är T, S, K eller I", "the kind is T, S, K or I");
  }

  #dimension(label: string, record: SieRecord): void {
    const dimension = record.whole(0);
    const above = label === "#UNDERDIM" ? record.whole(2) : undefined;
    if (dimension === undefined || dimension < 1 || (label === "#UNDERDIM" && above === undefined)) {
      record.problem("sie4.bad-value", "dimensionen är ett heltal", "the dimension is a whole number");
      return;
    }
    if (this.#dimensions.has(dimension)) record.problem("sie4.repeated-record");
    this.#dimensions.set(dimension, { dimension, name: record.text(1), above, line: record.line });
  }

  #object(record: SieRecord): void {
    const dimension = record.whole(0);
    if (dimension === undefined || dimension < 1) {
      record.problemOf("sie4.bad-value", 0, "dimensionen är ett heltal", "the dimension is a whole number");
      return;
    }
    const object = record.text(1);
    const key = `${dimension} ${object}`;
    if (this.#objects.has(key)) record.problem("sie4.repeated-record");
    this.#objects.set(key, { dimension, object, name: record.text(2), line: record.line });
    this.useDimension(dimension, record.line);
  }
}

/** Whether a day lies within a year; open ends when the year is not known. */
export function isWithin(day: Day, year: { readonly from: Day; readonly to: Day } | undefined): boolean {
  return year === undefined || (year.from <= day && day <= year.to);
}
