import { assert, lastDayOf, negateOre, periodOf, Refusal } from "../../../kernel/index.ts";
import { record as audit } from "../../../platform/audit/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { type Issued, issueDocuments } from "../../invoicing/actions/index.ts";
import {
  type SettlementBasis,
  settlementId,
  settlementLines,
  type SettlementRecord,
  settlementRun,
} from "../index.ts";
import { problems } from "../problems.ts";
import { setDecided, setIssued, storedSettlement, type StoredSettlement } from "../sql/settlements.ts";
import { computeSettlement, inputsHash, settlementPolicy } from "./compute.ts";
import type { Act } from "./propose.ts";
import { decidingSettlement, issuingSettlement } from "../mandates.ts";

export interface Wanted {
  readonly year: number;
  readonly basis?: SettlementBasis;
}

/** Decides a proposal: another person than who proposed, with a reference, over exactly what was proposed. */
export async function decideSettlement(
  tx: Transaction,
  provider: string,
  { decision, ...wanted }: Wanted & { readonly decision: string },
  { actor, now }: Act,
): Promise<SettlementRecord> {
  await requireMandate(tx, provider, actor, decidingSettlement);
  await takeTurn(tx, provider, "settlement");
  const stored = await ownSettlement(tx, provider, wanted);
  const { settlement } = stored;
  if (decision.trim() === "") throw new Refusal([problems.noDecisionReference()]);
  if (stored.state !== "proposed") throw new Refusal([problems.alreadyDecided(settlement, stored.state)]);
  if (stored.proposedBy === actor) throw new Refusal([problems.fourEyes(settlement, actor)]);
  const { computed } = await computeSettlement(tx, provider, stored.policy);
  const inputsSha256 = inputsHash(stored.policy, computed);
  if (inputsSha256 !== stored.inputsSha256) throw new Refusal([problems.inputsChanged(settlement)]);
  await setDecided(tx, provider, settlement, { by: actor, at: now, decision });
  await audit(tx, {
    at: now,
    actor,
    action: "settlement.decide",
    objectKind: "settlement",
    objectId: settlement,
    before: { state: stored.state, proposed_by: stored.proposedBy },
    after: { state: "decided", decision, total_ore: String(stored.totalOre), inputs_sha256: inputsSha256 },
  });
  return { ...stored, state: "decided", decidedBy: actor, decision };
}

export interface IssuedSettlement {
  readonly settlement: string;
  readonly documents: Issued["documents"];
  readonly posted: number;
  readonly agreed: number;
}

/**
 * Issues what was decided: as documents of the settled year's December, or, where it was accrued at the closing, of January
 * after it. What is issued is what is stored, not a new computation; issued again it gives nothing. The settlement that only
 * shows the rest is never issued.
 */
export async function issueSettlement(
  tx: Transaction,
  provider: string,
  wanted: Wanted,
  { actor, now }: Act,
): Promise<IssuedSettlement> {
  await requireMandate(tx, provider, actor, issuingSettlement);
  await takeTurn(tx, provider, "settlement");
  const stored = await ownSettlement(tx, provider, wanted);
  const { settlement, policy, decision } = stored;
  if (stored.state === "issued") return { settlement, documents: [], posted: 0, agreed: 0 };
  requireIssuable(stored);
  assert(decision !== undefined, "what is issued has been decided");
  const accrues = accruesFirst(stored);
  const lines = settlementLines(stored.computed, { ...policy, decision }, await serviceNames(tx, provider));
  const total = negateOre(stored.totalOre);
  const issued = await issueDocuments(
    tx,
    provider,
    {
      run: settlementRun(stored.year),
      lines,
      day: lastDayOf(accrues ? periodOf(stored.year + 1, 1) : periodOf(stored.year, 12)),
      kind: "settlement",
      rehearsedBy: stored.proposedBy,
      ...(stored.decidedBy === undefined ? {} : { approvedBy: stored.decidedBy }),
    },
    { actor, now },
  );
  if (issued.totalOre !== total) {
    throw new Refusal([problems.sumDiffers(settlement, issued.totalOre, total)]);
  }
  await setIssued(tx, provider, settlement, { by: actor, at: now });
  await audit(tx, {
    at: now,
    actor,
    action: "settlement.issue",
    objectKind: "settlement",
    objectId: settlement,
    before: { state: stored.state },
    after: { state: "issued", documents: issued.documents.length, total_ore: String(stored.totalOre) },
  });
  return { settlement, documents: issued.documents, posted: issued.posted, agreed: issued.agreed };
}

function accruesFirst({ policy }: StoredSettlement): boolean {
  return policy.booking === "accrue-and-credit-next-year";
}

/** Refuses a settlement that is neither decided - and accrued where it is to be - nor issued already. */
export function requireIssuable(stored: StoredSettlement): void {
  const { settlement, state, decision } = stored;
  if (state === "issued") return;
  if (state === "proposed" || decision === undefined)
    throw new Refusal([problems.notDecided(settlement, state)]);
  if (accruesFirst(stored) && state !== "accrued") throw new Refusal([problems.notAccrued(settlement)]);
}

/** The stored settlement. A basis that is not the policy's own only shows the rest: it is neither decided nor issued. */
export async function ownSettlement(
  tx: Transaction,
  provider: string,
  { year, basis }: Wanted,
): Promise<StoredSettlement> {
  const own = await settlementPolicy(tx, provider, year);
  const id = settlementId(year, basis ?? own.basis);
  if (id !== settlementId(year, own.basis)) throw new Refusal([problems.restStays(id, own.basis)]);
  const stored = await storedSettlement(tx, provider, id);
  if (stored === undefined) throw new Refusal([problems.notProposed(id)]);
  return stored;
}

/** What services are called on a document; a service that left the catalogue by its code. */
async function serviceNames(
  tx: Transaction,
  provider: string,
): Promise<(service: string) => { readonly sv: string; readonly en: string }> {
  const { services } = await catalogueOf(tx, provider);
  const names = new Map(services.map((one) => [one.service, { sv: one.nameSv, en: one.nameEn }]));
  return (service) => names.get(service) ?? { sv: service, en: service };
}
