import { lastDayOf, periodOf, Refusal } from "../../../kernel/index.ts";
import { record as audit } from "../../../platform/audit/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { billedServices, sellerOf } from "../../invoicing/actions/index.ts";
import { postingProblems } from "../../invoicing/index.ts";
import { postVouchers } from "../../ledger/actions/index.ts";
import { voucherName } from "../../ledger/index.ts";
import { accrualLine, accrualVoucher, settlementLines } from "../index.ts";
import { problems } from "../problems.ts";
import { setAccrued } from "../sql/settlements.ts";
import { ownSettlement, type Wanted } from "./decide.ts";
import type { Act } from "./propose.ts";
import { issuingSettlement } from "../mandates.ts";

export interface AccruedSettlement {
  readonly settlement: string;
  readonly voucher: string;
  /** Vouchers written now; none when it was accrued before. */
  readonly posted: number;
}

/**
 * Books the provision of a decided settlement in the closing year, whose last month must be open. Accrued again it gives
 * nothing. The credit notes of January dissolve it to the öre.
 */
export async function accrueSettlement(
  tx: Transaction,
  provider: string,
  wanted: Wanted,
  { actor, now }: Act,
): Promise<AccruedSettlement> {
  await requireMandate(tx, provider, actor, issuingSettlement);
  await takeTurn(tx, provider, "settlement");
  const stored = await ownSettlement(tx, provider, wanted);
  const { settlement, policy, year, computed } = stored;
  if (policy.booking !== "accrue-and-credit-next-year")
    throw new Refusal([problems.bookingElsewhere(settlement)]);
  if (stored.accrualVoucher !== undefined) return { settlement, voucher: stored.accrualVoucher, posted: 0 };
  if (stored.state !== "decided") throw new Refusal([problems.notDecided(settlement, stored.state)]);
  const { posting } = await sellerOf(tx, provider);
  const services = await billedServices(tx, provider, lastDayOf(periodOf(year, 12)));
  const lacking = postingProblems(
    settlementLines(computed, policy).map((line) => ({ ...line, ...accrualLine(line.service) })),
    posting,
    services,
  );
  if (lacking.length > 0) throw new Refusal(lacking);
  const voucher = accrualVoucher({ settlement, year }, computed, posting, services);
  const name = voucherName(voucher);
  const { posted, differing } = await postVouchers(tx, provider, [voucher], { actor, now });
  if (differing.length > 0) throw new Refusal([problems.booksDiffer(settlement, name)]);
  await setAccrued(tx, provider, settlement, { by: actor, at: now, voucher: name });
  await audit(tx, {
    at: now,
    actor,
    action: "settlement.accrue",
    objectKind: "settlement",
    objectId: settlement,
    before: { state: "decided" },
    after: { state: "accrued", voucher: name, total_ore: String(computed.totalOre) },
  });
  return { settlement, voucher: name, posted };
}
