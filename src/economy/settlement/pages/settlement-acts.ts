import { Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Act, goesOn, yearField, yearSaid } from "../../../platform/web/index.ts";
import {
  decideSettlement,
  proposeSettlement,
  settlementHeads,
  startSettlementIssue,
} from "../actions/index.ts";
import type { SettlementRecord } from "../index.ts";
import { decidingSettlement, issuingSettlement, proposingSettlement } from "../mandates.ts";
import { problems } from "../problems.ts";

/** Computes a year's settlement by its policy and keeps it as a proposal. */
export const proposeSettlementAct: Act = {
  path: "/settlements",
  mandate: proposingSettlement,
  sv: "Föreslå återreglering",
  en: "Propose a settlement",
  fields: [{ ...yearField, required: true }],
  async run(tx, { provider, actor, now, field }) {
    const year = yearSaid({ field }, yearField);
    const record = await proposeSettlement(tx, provider, { year }, { actor, now });
    return { to: address(record.settlement), told: told(record) };
  },
};

/** Records the board's decision over exactly what was proposed, by another person. */
export const decideSettlementAct: Act = {
  path: "/settlements/:settlement/decide",
  mandate: decidingSettlement,
  sv: "Registrera beslutet",
  en: "Record the decision",
  fields: [
    { name: "decision", sv: "Beslut, dag och paragraf", en: "Decision, day and paragraph", required: true },
  ],
  async run(tx, { provider, actor, now, parameter, field }) {
    const wanted = await wantedOf(tx, provider, parameter("settlement"));
    const record = await decideSettlement(
      tx,
      provider,
      { ...wanted, decision: field("decision") },
      { actor, now },
    );
    return { to: address(record.settlement), told: told(record) };
  },
};

/** Issues the decided settlement as documents. */
export const issueSettlementAct: Act = {
  path: "/settlements/:settlement/issue",
  mandate: issuingSettlement,
  sv: "Utfärda återregleringen",
  en: "Issue the settlement",
  fields: [],
  background: true,
  async run(tx, { provider, actor, now, parameter }) {
    const wanted = await wantedOf(tx, provider, parameter("settlement"));
    return goesOn(await startSettlementIssue(tx, provider, wanted, { actor, now }));
  },
};

export const settlementActs: readonly Act[] = [proposeSettlementAct, decideSettlementAct, issueSettlementAct];

function address(settlement: string): string {
  return `/settlements/${encodeURIComponent(settlement)}`;
}

function told(record: SettlementRecord) {
  return {
    settlement: record.settlement,
    state: record.state,
    total: { ore: String(record.computed.totalOre) },
    customers: record.computed.customers.length,
  };
}

async function wantedOf(tx: Transaction, provider: string, settlement: string) {
  const head = (await settlementHeads(tx, provider)).find((each) => each.settlement === settlement);
  if (head === undefined) throw new Refusal([problems.notProposed(settlement)]);
  return { year: head.year, basis: head.basis };
}
