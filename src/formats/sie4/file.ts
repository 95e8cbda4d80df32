import type { Result } from "../../kernel/index.ts";
import { createSieReader } from "./reader.ts";
import type { SieBalance, SieFile, SieRow, SieVoucher } from "./sie.ts";

/** Reads a whole file into plain values. For very large files use `createSieReader` and keep only what is needed. */
export function readSie(bytes: Uint8Array, { file }: { readonly file: string }): Result<SieFile> {
  const balances: SieBalance[] = [];
  const vouchers: SieVoucher[] = [];
  let rows: SieRow[] = [];
  const reader = createSieReader({
    file,
    onBalance: (balance) => balances.push({ ...balance }),
    onVoucher: (voucher) => {
      rows = [];
      vouchers.push({ ...voucher, rows });
    },
    onRow: (row) => rows.push({ ...row }),
  });
  reader.push(bytes);
  const frame = reader.end();
  return frame.ok ? { ...frame, value: { ...frame.value, balances, vouchers } } : frame;
}
