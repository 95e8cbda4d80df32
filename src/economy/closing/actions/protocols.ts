import { createHash } from "node:crypto";
import { assert, type Period, Refusal, required } from "../../../kernel/index.ts";
import { canonicalJson } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Language } from "../../../platform/language/index.ts";
import { openTypesetter } from "../../pricing/actions/index.ts";
import { type KeptProtocol, type MonthFacts, type Protocol, protocolPaper } from "../index.ts";
import { problemOf } from "../problems.ts";
import { monthFrom } from "./read.ts";

/** Keeps the protocol of a month that has just been closed, in the closing's own transaction. */
export async function keepProtocol(tx: Transaction, provider: string, facts: MonthFacts): Promise<void> {
  const {
    period,
    closedAt,
    closedBy,
    sha256: balancesSha256,
    steps,
    sums,
  } = await monthFrom(tx, provider, facts);
  assert(
    closedAt !== undefined && closedBy !== undefined && balancesSha256 !== undefined,
    "a protocol is kept of a month that is closed",
  );
  const { count } = await tx.one<{ count: number }>(
    "select count(*)::int as count from closing.protocol where provider_id = $1 and period = $2",
    [provider, period],
  );
  const protocol: Protocol = { period, number: count + 1, closedBy, closedAt, balancesSha256, steps, sums };
  const content = canonicalJson(protocol);
  await tx.execute(
    `insert into closing.protocol (provider_id, period, number, closed_by, closed_at, content, sha256)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [provider, period, protocol.number, closedBy, closedAt, content, hashOf(content)],
  );
}

/** Every protocol of a month, the first closing first. */
export async function protocolsOf(
  tx: Transaction,
  provider: string,
  period: Period,
): Promise<readonly KeptProtocol[]> {
  const rows = await tx.query<{ content: string; sha256: string }>(
    "select content, sha256 from closing.protocol where provider_id = $1 and period = $2 order by number",
    [provider, period],
  );
  return rows.map(({ content, sha256 }) => ({ ...(JSON.parse(content) as Protocol), sha256 }));
}

/** Protocols whose content no longer has the hash that was kept with it. */
export async function changedProtocols(
  tx: Transaction,
  provider: string,
): Promise<readonly { readonly period: Period; readonly number: number }[]> {
  const rows = await tx.query<{ period: Period; number: number; content: string; sha256: string }>(
    "select period, number, content, sha256 from closing.protocol where provider_id = $1 order by period, number",
    [provider],
  );
  return rows.filter((row) => hashOf(row.content) !== row.sha256);
}

/** One protocol: the last, or the one of that number. Refused when there is none. */
export async function protocolOf(
  tx: Transaction,
  provider: string,
  period: Period,
  number?: number,
): Promise<KeptProtocol> {
  const kept = await protocolsOf(tx, provider, period);
  const found = number === undefined ? kept.at(-1) : kept.find((one) => one.number === number);
  if (found !== undefined) return found;
  const wanted = number === undefined ? "" : ` ${number}`;
  throw new Refusal([
    problemOf(
      "closing.no-protocol",
      {},
      {
        message_sv: `${period} har inget protokoll${wanted}.`,
        message_en: `${period} has no protocol${wanted}.`,
      },
    ),
  ]);
}

/** The protocol on paper: PDF/UA, with its own hash in the foot of every page. */
export async function protocolPaperOf(
  tx: Transaction,
  provider: string,
  { period, number, language }: { period: Period; number?: number | undefined; language: Language },
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const kept = await protocolOf(tx, provider, period, number);
  const of = await tx.one<{ name: string; synthetic: boolean }>(
    "select name, synthetic from platform.provider where provider_id = $1",
    [provider],
  );
  const bytes = required((await openTypesetter()).board(protocolPaper(kept, of, language)));
  return { name: `${language === "sv" ? "protokoll" : "protocol"}-${period}-${kept.number}.pdf`, bytes };
}

function hashOf(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}
