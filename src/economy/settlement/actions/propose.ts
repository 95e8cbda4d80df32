import { Refusal } from "../../../kernel/index.ts";
import { record as audit } from "../../../platform/audit/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import {
  restOf,
  type SettlementBasis,
  settlementId,
  type SettlementPolicy,
  type SettlementRecord,
  type SettlementRest,
  type Settlement,
} from "../index.ts";
import { problems } from "../problems.ts";
import { settlementHeads, storedSettlement, storeProposal } from "../sql/settlements.ts";
import { computeSettlement, inputsHash, settlementPolicy, yearIsBooked } from "./compute.ts";
import { YearRead } from "./year-read.ts";
import { proposingSettlement } from "../mandates.ts";

export interface Act {
  readonly actor: string;
  readonly now: string;
}

export interface ProposeInput {
  readonly year: number;
  readonly basis?: SettlementBasis;
  /** Only compute and show; nothing is kept for a decision. */
  readonly dryRun?: boolean;
}

/** Computes a settlement and keeps it as a proposal. One that is decided or issued is not touched; it is shown beside. */
export async function proposeSettlement(
  tx: Transaction,
  provider: string,
  { year, basis, dryRun = false }: ProposeInput,
  { actor, now }: Act,
): Promise<SettlementRecord> {
  if (!dryRun) {
    await requireMandate(tx, provider, actor, proposingSettlement);
    await takeTurn(tx, provider, "settlement");
  }
  const policy = await settlementPolicy(tx, provider, year, basis);
  const id = settlementId(year, policy.basis);
  const known = (await settlementHeads(tx, provider)).find((head) => head.settlement === id);
  const read = new YearRead(tx, provider, year);
  const { computed, lastBooked } = await computeSettlement(tx, provider, policy, read);
  const inputsSha256 = inputsHash(policy, computed);
  const rest = yearIsBooked(year, lastBooked)
    ? await restAfter(tx, provider, { policy, computed, read })
    : undefined;
  const proposal: SettlementRecord = {
    settlement: id,
    year,
    basis: policy.basis,
    state: known?.state ?? "proposed",
    policy,
    computed,
    inputsSha256,
    proposedBy: known !== undefined && known.state !== "proposed" ? known.proposedBy : actor,
    ...(known?.decidedBy === undefined ? {} : { decidedBy: known.decidedBy }),
    ...(known?.decision === undefined ? {} : { decision: known.decision }),
    ...(rest === undefined ? {} : { rest }),
  };
  const unchanged = known?.inputsSha256 === inputsSha256;
  if (dryRun || (known !== undefined && (known.state !== "proposed" || unchanged))) return proposal;
  await storeProposal(tx, provider, proposal, now);
  await audit(tx, {
    at: now,
    actor,
    action: "settlement.propose",
    objectKind: "settlement",
    objectId: id,
    before: known === undefined ? null : { state: known.state, inputs_sha256: known.inputsSha256 },
    after: {
      state: "proposed",
      basis: policy.basis,
      total_ore: String(computed.totalOre),
      inputs_sha256: inputsSha256,
    },
  });
  return proposal;
}

/** A settlement as it was decided, with what the end of the year adds to it. */
export async function settlementOf(
  tx: Transaction,
  provider: string,
  { year, basis }: { readonly year: number; readonly basis?: SettlementBasis },
): Promise<SettlementRecord> {
  const policy = await settlementPolicy(tx, provider, year, basis);
  const id = settlementId(year, policy.basis);
  const stored = await storedSettlement(tx, provider, id);
  if (stored === undefined) throw new Refusal([problems.notProposed(id)]);
  return stored;
}

/**
 * The final recovery of the year less what is settled: what this settlement settles, or, where the year is settled on an
 * earlier basis and this is only the final look, what that one has issued.
 */
async function restAfter(
  tx: Transaction,
  provider: string,
  {
    policy,
    computed,
    read,
  }: { readonly policy: SettlementPolicy; readonly computed: Settlement; readonly read: YearRead },
): Promise<SettlementRest> {
  const own = settlementId(policy.year, (await settlementPolicy(tx, provider, policy.year)).basis);
  const id = settlementId(policy.year, policy.basis);
  const final = id.endsWith("-final")
    ? computed
    : (await computeSettlement(tx, provider, { ...policy, basis: "full-year" }, read)).computed;
  if (id === own) return restOf({ final: final.services, issued: computed.services });
  const settled = await storedSettlement(tx, provider, own);
  return restOf({
    final: final.services,
    issued: settled?.state === "issued" ? settled.computed.services : [],
  });
}
