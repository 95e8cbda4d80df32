import { basename } from "node:path";
import { registers } from "../registers.ts";
import { usersFile } from "./register-checks.ts";

/** Files that stand in a pack for people to read, and are not loaded. */
const forReaders = /(^|\/)(readme|license|licence|changelog)[^/]*$|\.(md|txt|pdf)$/i;

export function isForReaders(path: string): boolean {
  return forReaders.test(path);
}

/**
 * The place in a pack of a file that comes alone, by its name: "2024.se" is ledger/2024.se. What a file is known by must
 * be the same however it comes, or a corrected file would be taken for a new one.
 */
export function packPathOf(path: string): string | undefined {
  if (/^(ledger|planning|usage|sales|history)\/[^/]+$/.test(path)) return path;
  const name = basename(path);
  if (/\.(se|si|sie)$/i.test(name)) return `ledger/${name}`;
  if (/^(budget|volumes)-20\d\d\.csv$/.test(name) || /^forecast-20\d\d-\d\d\.csv$/.test(name)) {
    return `planning/${name}`;
  }
  const usage = /^(?:usage-)?(20\d\d-\d\d)\.csv$/.exec(name);
  if (usage) return `usage/${usage[1]}.csv`;
  const sales = /^(?:sales-)?(20\d\d)\.csv$/.exec(name);
  if (sales) return `sales/${sales[1]}.csv`;
  if (/^invoices-20\d\d\.csv$/.test(name)) return `history/${name}`;
  return [usersFile, ...registers]
    .map((register) => register.path)
    .find((register) => basename(register) === name);
}
