/**
 * The books are the provider's own: no customer reads them; what an explanation shows a customer goes through its invoices.
 * Vouchers, lines and what supersedes them are append-only by privilege: nothing the program does can alter or take away a
 * booked line.
 */
export const protection = [
  { table: "ledger.source_file", staff: "change", customer: "none" },
  { table: "ledger.account", staff: "change", customer: "none" },
  { table: "ledger.account_mapping", staff: "change", customer: "none" },
  { table: "ledger.object", staff: "change", customer: "none" },
  { table: "ledger.cost_centre", staff: "change", customer: "none" },
  { table: "ledger.department", staff: "change", customer: "none" },
  { table: "ledger.project", staff: "change", customer: "none" },
  { table: "ledger.voucher", staff: "append", customer: "none" },
  { table: "ledger.line", staff: "append", customer: "none" },
  { table: "ledger.superseded", staff: "append", customer: "none" },
  { table: "ledger.confirmation", staff: "append", customer: "none" },
  { table: "ledger.balance", staff: "change", customer: "none" },
  { table: "ledger.stated_balance", staff: "change", customer: "none" },
  { table: "ledger.provision", staff: "change", customer: "none" },
  { table: "ledger.books_upload", staff: "change", customer: "none" },
  { table: "ledger.period", staff: "change", customer: "none" },
] as const;
