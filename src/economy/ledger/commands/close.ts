import { parsePeriod } from "../../../kernel/index.ts";
import { actingPerson, requireMandate } from "../../../platform/access/actions/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { closePeriod, periodsOf, reopenPeriod } from "../actions/index.ts";
import { closingPeriods } from "../mandates.ts";

/** Closes and reopens months. */
export const closeCommand: Command = {
  name: "close",
  summary: "close a month of the books, or reopen one",
  manual: `usage: underlag close --period YYYY-MM [--reopen --reason <why> --second <login>]
       underlag close --list [--json]

A closed month takes no more postings, and no file that changes it is loaded. Months close in order. Reopening
takes a reason and a second person; both stand in the audit.

example: underlag close --period 2024-01
exit codes: 0 done, 1 refused, 2 wrong usage`,
  options: {
    period: { type: "string" },
    reopen: { type: "boolean" },
    reason: { type: "string" },
    second: { type: "string" },
    list: { type: "boolean" },
  },
  async run({ options, json, effects }) {
    const database = await effects.database();
    const provider = await effects.provider();
    const actor =
      options["list"] === true
        ? effects.actor
        : await actingPerson(effects, database, { provider, role: "controller" });
    const scope = { role: "staff", provider, actor } as const;
    const doing = { actor, now: effects.now() };
    if (options["list"] === true) {
      const periods = await database.transaction(scope, (tx) => periodsOf(tx, provider));
      if (json) effects.print(JSON.stringify({ periods }, undefined, 2));
      else
        for (const one of periods)
          effects.print(`${one.period}  ${one.state}  ${one.closedBy ?? ""}`.trimEnd());
      return 0;
    }
    const text = options["period"];
    const period = typeof text === "string" ? parsePeriod(text) : undefined;
    if (period === undefined) throw new UsageError("close takes --period YYYY-MM");
    if (options["reopen"] === true) {
      const reason = typeof options["reason"] === "string" ? options["reason"] : "";
      const secondPerson = typeof options["second"] === "string" ? options["second"] : "";
      await database.transaction(scope, (tx) =>
        reopenPeriod(tx, provider, { period, reason, secondPerson }, doing),
      );
      effects.print(json ? JSON.stringify({ period, state: "open" }) : `${period} is open.`);
      return 0;
    }
    const closed = await database.transaction(scope, async (tx) => {
      await requireMandate(tx, provider, actor, closingPeriods);
      return closePeriod(tx, provider, period, doing);
    });
    if (json) effects.print(JSON.stringify({ period, state: "closed", changed: closed }));
    else effects.print(closed ? `${period} is closed.` : `${period} was closed before.`);
    return 0;
  },
};
