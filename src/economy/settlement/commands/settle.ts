import { parseYear } from "../../../kernel/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { isLanguage } from "../../../platform/language/index.ts";
import { actingPerson } from "../../../platform/access/actions/index.ts";
import { decideSettlement, issueSettlement, proposeSettlement } from "../actions/index.ts";
import { parseBasis, settlementJson, settlementText } from "../index.ts";

/** `settle propose|decide|issue`: the year's surplus back to those who paid it. */
export const settleCommand: Command = {
  name: "settle",
  summary: "settlement of the year with the customers: propose, decide, issue",
  manual: `Usage
  ./underlag settle propose --year Y [--basis ytd@11|full-year] [--dry-run] [--json]
  ./underlag settle decide  --year Y --decision "§ 152" [--basis B] --as <login>
  ./underlag settle issue   --year Y [--basis B] --as <login>

propose  computes the settlement from the books by the year's policy and keeps it as a proposal: per service what was
         invoiced and what it cost, per customer its part and why, and what the end of the year adds (rest).
         A positive amount is owed to the customer. --dry-run keeps nothing.
decide   freezes the proposal with the reference of the decision (a code of the register, a paragraph or a registry
         number). Another person than who proposed.
issue    makes one document per customer, booked in December of the year. Issued again it gives nothing.

Options
  --year Y          the settled year
  --basis B         ytd@11 (January to November) or full-year; default the policy's own
  --decision TEXT   paragraph or registry number
  --language L      sv or en; default sv`,
  options: {
    year: { type: "string" },
    basis: { type: "string" },
    decision: { type: "string" },
    language: { type: "string" },
    "dry-run": { type: "boolean" },
  },
  async run({ positionals, options, json, effects }) {
    const [verb] = positionals;
    if (verb !== "propose" && verb !== "decide" && verb !== "issue") {
      throw new UsageError("settle takes propose, decide or issue.");
    }
    const year = typeof options["year"] === "string" ? parseYear(options["year"]) : undefined;
    if (year === undefined) throw new UsageError("settle needs --year, e.g. --year 2024.");
    const basisText = options["basis"];
    const basis = typeof basisText === "string" ? parseBasis(basisText) : undefined;
    if (basisText !== undefined && basis === undefined) {
      throw new UsageError("--basis takes ytd@<month> or full-year.");
    }
    const languageText = options["language"];
    const language = typeof languageText === "string" && isLanguage(languageText) ? languageText : "sv";
    const wanted = { year, ...(basis === undefined ? {} : { basis }) };
    const decision = options["decision"];
    if (verb === "decide" && (typeof decision !== "string" || decision.trim() === "")) {
      throw new UsageError('settle decide needs the reference of the decision, e.g. --decision "§ 152".');
    }
    const database = await effects.database();
    const provider = await effects.provider();
    const actor = await actingPerson(effects, database, {
      provider,
      role: verb === "decide" ? "approver" : "controller",
    });
    const act = { actor, now: effects.now() };
    const scope = { role: "staff", provider, actor } as const;
    if (verb === "issue") {
      const issued = await database.transaction(scope, (tx) => issueSettlement(tx, provider, wanted, act));
      const documents = issued.documents.map(({ invoice, kind, customer, totalOre }) => ({
        invoice,
        kind,
        customer,
        total: { ore: String(totalOre) },
      }));
      if (json) effects.print(JSON.stringify({ ...issued, documents }, null, 2));
      else {
        for (const row of documents)
          effects.print(`${row.invoice.padEnd(12)} ${row.kind.padEnd(12)} ${row.customer}`);
        effects.say(
          `${documents.length} documents issued; ${issued.posted} vouchers booked, ${issued.agreed} already in the books.`,
        );
      }
      return 0;
    }
    const record = await database.transaction(scope, (tx) =>
      verb === "propose"
        ? proposeSettlement(tx, provider, { ...wanted, dryRun: options["dry-run"] === true }, act)
        : decideSettlement(
            tx,
            provider,
            { ...wanted, decision: typeof decision === "string" ? decision : "" },
            act,
          ),
    );
    effects.print(json ? JSON.stringify(settlementJson(record), null, 2) : settlementText(record, language));
    return 0;
  },
};
