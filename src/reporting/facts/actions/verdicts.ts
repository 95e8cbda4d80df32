import { closest, Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { recordAll } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { exactText, type Verdict } from "../index.ts";
import { approvingFacts, verifyingFacts } from "../mandates.ts";
import { problemOf } from "../problems.ts";
import { factsOf, type ReportFact } from "./report-facts.ts";

export interface Vouching {
  readonly year: number;
  /** The facts' names; none means all that are not vouched for already. */
  readonly facts: readonly string[];
  readonly status: Verdict["status"];
}

/** Says that facts are right as they are now (granska, godkänna). Who verified a value does not approve it. */
export async function vouchFor(
  tx: Transaction,
  provider: string,
  { year, facts, status }: Vouching,
  { actor, now }: { readonly actor: string; readonly now: string },
): Promise<readonly string[]> {
  await requireMandate(tx, provider, actor, status === "verified" ? verifyingFacts : approvingFacts);
  const all = await factsOf(tx, provider, { year });
  const chosen =
    facts.length === 0
      ? waiting([...all.facts.values()], status)
      : facts.map((name) => required(all.facts, name));
  const unusable = chosen.filter((fact) => fact.problems.some((problem) => problem.severity === "stop"));
  if (unusable.length > 0)
    throw new Refusal(
      unusable.map(({ definition }) =>
        problemOf(
          "facts.nothing-to-verify",
          { text: definition.fact },
          {
            message_sv: `${definition.fact} går inte att räkna ut.`,
            message_en: `${definition.fact} cannot be computed.`,
          },
        ),
      ),
    );
  if (status === "approved") {
    const own = chosen.filter(
      ({ definition, status: stands, by }) =>
        stands !== "draft" && by === actor && lastStatus(all.verdicts, definition.fact) === "verified",
    );
    if (own.length > 0)
      throw new Refusal(
        own.map(({ definition }) =>
          problemOf(
            "facts.approve-own",
            { text: definition.fact },
            {
              message_sv: `${definition.fact} har ${actor} själv granskat.`,
              message_en: `${definition.fact} was verified by ${actor}.`,
            },
          ),
        ),
      );
  }
  await tx.query(
    `insert into facts.verdict (provider_id, year, fact, number, status, value, said_by, said_at)
     select $1, $2, fact, number, $3, value, $4, $5
     from unnest($6::text[], $7::integer[], $8::text[]) as said (fact, number, value)`,
    [
      provider,
      year,
      status,
      actor,
      now,
      chosen.map(({ definition }) => definition.fact),
      chosen.map(({ definition }) => (all.verdicts.get(definition.fact)?.length ?? 0) + 1),
      chosen.map(({ value }) => exactText(value)),
    ],
  );
  await recordAll(
    tx,
    chosen.map(({ definition, value }) => ({
      at: now,
      action: `fact.${status}`,
      objectKind: "fact",
      objectId: definition.fact,
      before: null,
      after: { year, value: exactText(value) },
    })),
  );
  return chosen.map(({ definition }) => definition.fact);
}

function waiting(all: readonly ReportFact[], status: Verdict["status"]): ReportFact[] {
  return all.filter(
    (fact) =>
      fact.problems.length === 0 &&
      (status === "verified" ? fact.status === "draft" : fact.status === "verified"),
  );
}

function lastStatus(verdicts: ReadonlyMap<string, readonly Verdict[]>, fact: string): string | undefined {
  return verdicts.get(fact)?.at(-1)?.status;
}

function required(all: ReadonlyMap<string, ReportFact>, name: string): ReportFact {
  const found = all.get(name);
  if (found !== undefined) return found;
  const near = closest(name, [...all.keys()]);
  throw new Refusal([
    problemOf(
      "facts.unknown-fact",
      { text: name },
      {
        message_sv: `Faktan ${name} finns inte${near === undefined ? "" : `; menade du ${near}`}.`,
        message_en: `There is no fact ${name}${near === undefined ? "" : `; did you mean ${near}`}.`,
      },
    ),
  ]);
}
