import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Day, microOf, period, Refusal } from "../../../kernel/index.ts";
import {
  annualFees,
  type Example,
  example,
  linesOf,
  linesRehearsed,
  rehearsedIn,
  sale,
  volume,
} from "./testing.ts";
import { watched, type Watcher } from "./watched.testing.ts";
import { approve, contentHashOf, invariants, invoiceOf, invoicesOf, issue, rehearse } from "./index.ts";
import { postVouchers, vouchersOf } from "../../ledger/actions/index.ts";

const january = period("2024-01");
const february = period("2024-02");
const now = "2024-02-01T08:00:00.000Z";
const carin = { actor: "carin", now };
const charlie = { actor: "charlie", now };
const ada = { actor: "ada", now };

async function codes(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map((problem) => problem.code);
    throw error;
  }
}

async function bill(city: Example, month: typeof january): Promise<void> {
  await city.staff((tx) => rehearse(tx, city.provider, { period: month }, carin));
  await city.staff((tx) => approve(tx, city.provider, { period: month }, ada));
  await city.staff((tx) => issue(tx, city.provider, { period: month }, carin));
}

async function everything(city: Example): Promise<unknown> {
  return city.staff(async (tx) => ({
    runs: await tx.query("select run, state, content_sha256 from invoicing.run order by run"),
    series: await tx.query("select series, last_number from invoicing.series"),
    invoices: await tx.query("select invoice, total_ore from invoicing.invoice order by invoice"),
    lines: await tx.query("select count(*)::integer as n from invoicing.line"),
    vouchers: await tx.query("select count(*)::integer as n from ledger.voucher"),
    balances: await tx.query("select coalesce(sum(line_count), 0)::integer as n from ledger.balance"),
    audit: await tx.query("select count(*)::integer as n from audit.entry"),
  }));
}

async function brokenPromises(city: Example): Promise<string[]> {
  return city.staff(async (tx) => {
    const found: string[] = [];
    for (const invariant of invariants) {
      for (const problem of await invariant.check(tx, city.provider)) {
        found.push(`${invariant.code}: ${problem.message_en}`);
      }
    }
    return found;
  });
}

describe("a month is billed", () => {
  let city: Example;
  beforeAll(async () => {
    city = await example();
  });
  afterAll(() => city.close());

  it("rehearses without writing a document, approves by somebody else, issues once", async () => {
    const { proposal, run } = await city.staff((tx) =>
      rehearse(tx, city.provider, { period: january }, carin),
    );
    expect(run.state).toBe("rehearsed");
    const looked = await city.staff(async (tx) =>
      (await rehearsedIn(tx, city.provider, run.run)).map(({ document }) => document.lines),
    );
    expect(await city.staff((tx) => invoicesOf(tx, city.provider))).toEqual([]);
    expect(proposal?.gates.flatMap((gate) => gate.findings.map((finding) => finding.code))).toEqual([]);

    expect(await codes(city.staff((tx) => issue(tx, city.provider, { period: january }, carin)))).toEqual([
      "invoicing.not-approved",
    ]);
    expect(await codes(city.staff((tx) => approve(tx, city.provider, { period: january }, carin)))).toEqual([
      "invoicing.same-person",
    ]);
    expect(
      await codes(
        city.staff((tx) => approve(tx, city.provider, { period: january }, { actor: "cli:root", now })),
      ),
    ).toEqual(["access.not-a-person"]);
    await city.staff((tx) => approve(tx, city.provider, { period: january }, ada));
    const issued = await city.staff((tx) => issue(tx, city.provider, { period: january }, carin));
    expect(issued.documents).toEqual(proposal?.documents);
    expect(await city.staff((tx) => linesOf(tx, city.provider, issued.documents))).toEqual(looked);
    expect(issued.posted).toBe(3);

    const heads = await city.staff((tx) => invoicesOf(tx, city.provider));
    expect(heads.map((head) => [head.invoice, head.customer, head.netOre, head.vatOre])).toEqual([
      ["UF-1", "DEP", annualFees.DEP / 12 + 1250 * 8950, 0],
      // A quarter of 36 712.50 kr is 9 178.125 kr: half away from zero.
      ["UF-2", "ORG", annualFees.ORG / 12 + 75 * 8950, 917_813],
      ["UF-3", "SELF", annualFees.SELF / 12, 0],
    ]);
    const again = await city.staff((tx) => issue(tx, city.provider, { period: january }, carin));
    expect(again.documents).toEqual([]);
    expect(await brokenPromises(city)).toEqual([]);

    // A settlement or a correction booked in the month is no run of the month, and changes nothing of that.
    await city.staff((tx) =>
      tx.execute(`insert into invoicing.run select (jsonb_populate_record(r, '{"run": "settlement-2024"}')).*
                  from invoicing.run r where run = '2024-01'`),
    );
    const later = await city.staff((tx) => issue(tx, city.provider, { period: january }, carin));
    expect([later.run, later.documents]).toEqual(["2024-01", []]);
    await city.staff((tx) =>
      tx.execute("update invoicing.run set approved_by = rehearsed_by where run = 'settlement-2024'"),
    );
    expect(await brokenPromises(city)).toContain(
      "invoicing.four-eyes: The run settlement-2024 lacks a second pair of eyes.",
    );
    await city.staff((tx) => tx.execute("delete from invoicing.run where run = 'settlement-2024'"));
  });

  it("tells of a line whose invoice is not there", async () => {
    const undone = new Error("undone");
    await expect(
      city.staff(async (tx) => {
        await tx.execute(`insert into invoicing.line
                          select (jsonb_populate_record(l, '{"invoice": "UF-9"}')).*
                          from invoicing.line l where invoice = 'UF-1'`);
        const check = invariants.find((one) => one.code === "invoicing.lines-have-document");
        const problems = await check?.check(tx, city.provider);
        expect(problems?.map((problem) => problem.message_en)).toEqual([
          "Lines of UF-9 are without their invoice.",
        ]);
        throw undone;
      }),
    ).rejects.toBe(undone);
  });

  it("shows a customer its own invoices and nobody else's", async () => {
    const own = await city.database.transaction(
      { role: "customer", provider: city.provider, customers: ["ORG"], actor: "olga" },
      async (tx) => [
        (await invoicesOf(tx, city.provider)).map((head) => head.invoice),
        await invoiceOf(tx, city.provider, "UF-1"),
        (await invoiceOf(tx, city.provider, "2"))?.lines.length,
      ],
    );
    expect(own).toEqual([["UF-2"], undefined, 2]);
  });

  it("corrects late usage in the next run, once", async () => {
    await city.staff(async (tx) => {
      await volume(tx, city.provider, january, "DEP", 1260);
      await volume(tx, city.provider, january, "ORG", 70);
      await sale(tx, city.provider, {
        sale: "S-1",
        day: "2024-01-30" as Day,
        customer: "DEP",
        priceMicro: microOf(500),
      });
    });
    const lines = await city.staff((tx) => linesRehearsed(tx, city.provider, february, carin));
    const corrections = lines.filter((line) => line.chargeKind === "correction");
    expect(corrections.map((line) => [line.customer, line.netOre, line.corrects, line.cause])).toEqual([
      ["DEP", 50_000, undefined, "late-usage"],
      ["DEP", 10 * 8950, { invoice: "UF-1", line: 1 }, "late-usage"],
      ["ORG", -5 * 8950, { invoice: "UF-2", line: 1 }, "late-usage"],
    ]);
    await city.staff((tx) => approve(tx, city.provider, { period: february }, ada));
    await city.staff((tx) => issue(tx, city.provider, { period: february }, charlie));
    const march = await city.staff((tx) => linesRehearsed(tx, city.provider, period("2024-03"), carin));
    expect(march.filter((line) => line.chargeKind === "correction")).toEqual([]);
    expect(await brokenPromises(city)).toEqual([]);
  });

  it("refuses to issue what has changed since it was approved", async () => {
    const march = { period: period("2024-03") };
    await city.staff((tx) => rehearse(tx, city.provider, march, carin));
    await city.staff((tx) => approve(tx, city.provider, march, ada));
    await city.staff((tx) => volume(tx, city.provider, march.period, "DEP", 5));
    expect(await codes(city.staff((tx) => issue(tx, city.provider, march, carin)))).toEqual([
      "invoicing.content-changed",
    ]);
  });
});

describe("an issue that is broken off", () => {
  it("leaves everything as it was before, after whichever statement", async () => {
    const city = await example();
    await city.staff((tx) => rehearse(tx, city.provider, { period: january }, carin));
    await city.staff((tx) => approve(tx, city.provider, { period: january }, ada));
    const before = await everything(city);
    const issueWatched = (watcher: Watcher) =>
      watched(city.database, watcher).transaction(
        { role: "staff", provider: city.provider, actor: "carin" },
        (tx) => issue(tx, city.provider, { period: january }, carin),
      );
    let statements = 0;
    const undone = new Error("undone");
    await expect(
      watched(city.database, async (_, count) => void (statements = count)).transaction(
        { role: "staff", provider: city.provider, actor: "carin" },
        async (tx) => {
          await issue(tx, city.provider, { period: january }, carin);
          throw undone;
        },
      ),
    ).rejects.toBe(undone);
    expect(statements).toBeGreaterThan(15);
    for (let last = 1; last <= statements; last++) {
      for (const how of ["throw", "kill"] as const) {
        await expect(
          issueWatched(async (_, count, tx) => {
            if (count !== last) return;
            if (how === "throw") throw new Error(`broken off after statement ${last}`);
            await tx.query("select pg_terminate_backend(pg_backend_pid())");
          }),
        ).rejects.toThrow();
      }
      expect(await everything(city), `after statement ${last}`).toEqual(before);
    }
    const issued = await city.staff((tx) => issue(tx, city.provider, { period: january }, carin));
    expect(issued.documents.map((document) => document.number)).toEqual([1, 2, 3]);
    expect(await brokenPromises(city)).toEqual([]);
    await city.close();
  });

  it("gives identical documents of identical inputs, also when the clock goes back an hour in between", async () => {
    const documentsOf = async (times: readonly [string, string, string]): Promise<unknown> => {
      const city = await example();
      const month = { period: january };
      await city.staff((tx) => rehearse(tx, city.provider, month, { actor: "carin", now: times[0] }));
      await city.staff((tx) => approve(tx, city.provider, month, { actor: "ada", now: times[1] }));
      const { documents } = await city.staff((tx) =>
        issue(tx, city.provider, month, { actor: "carin", now: times[2] }),
      );
      for (const invariant of invariants)
        expect(await city.staff((tx) => invariant.check(tx, city.provider)), invariant.code).toEqual([]);
      const stored = await city.staff((tx) => invoicesOf(tx, city.provider));
      await city.close();
      return { documents, stored };
    };
    const later = "2024-02-01T09:00:00.000Z";
    expect(await documentsOf([later, later, now])).toEqual(await documentsOf([now, now, now]));
  });

  it("tells the second of two operators that a run is being rehearsed or approved", async () => {
    const city = await example();
    const month = { period: january };
    const both = async (first: typeof rehearse | typeof approve, who: typeof carin): Promise<string[]> => {
      let second: Promise<string[]> | undefined;
      await watched(city.database, async (statement) => {
        if (!statement.includes("insert into invoicing.run")) return;
        second ??= codes(city.staff((tx) => rehearse(tx, city.provider, month, charlie)));
        await second;
      }).transaction(
        { role: "staff", provider: city.provider, actor: who.actor },
        async (tx): Promise<void> => {
          await first(tx, city.provider, month, who);
        },
      );
      return (await second) ?? [];
    };
    expect(await both(rehearse, carin)).toEqual(["invoicing.busy"]);
    expect(await both(approve, ada)).toEqual(["invoicing.busy"]);
    await city.close();
  });

  it("lets one of two operators win and tells the other", async () => {
    const city = await example();
    await city.staff((tx) => rehearse(tx, city.provider, { period: january }, carin));
    await city.staff((tx) => approve(tx, city.provider, { period: january }, ada));
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let locked: () => void = () => {};
    const isLocked = new Promise<void>((resolve) => {
      locked = resolve;
    });
    const first = watched(city.database, async (statement) => {
      if (!statement.includes("update invoicing.series")) return;
      locked();
      await held;
    }).transaction({ role: "staff", provider: city.provider, actor: "carin" }, (tx) =>
      issue(tx, city.provider, { period: january }, carin),
    );
    await isLocked;
    expect(await codes(city.staff((tx) => issue(tx, city.provider, { period: january }, charlie)))).toEqual([
      "invoicing.busy",
    ]);
    release();
    expect((await first).documents.length).toBe(3);
    await city.close();
  });
});

describe("the gates", () => {
  it("park a customer over a bound, let the others go, and bill it when somebody has released it", async () => {
    const city = await example({ billing: { net_ore: 5_000_000 } });
    await bill(city, january);
    expect((await city.staff((tx) => invoicesOf(tx, city.provider))).map((head) => head.customer)).toEqual([
      "ORG",
      "SELF",
    ]);
    await city.staff((tx) => rehearse(tx, city.provider, { period: january, release: ["DEP"] }, charlie));
    await city.staff((tx) => approve(tx, city.provider, { period: january }, ada));
    const second = await city.staff((tx) => issue(tx, city.provider, { period: january }, charlie));
    expect([second.run, second.documents.map((document) => document.invoice)]).toEqual([
      "2024-01.2",
      ["UF-3"],
    ]);
    const third = await city.staff((tx) => issue(tx, city.provider, { period: january }, charlie));
    expect(third.documents).toEqual([]);
    expect(await brokenPromises(city)).toEqual([]);
    await city.close();
  });

  it("stop on usage that nobody pays for, two price lists, and books that say otherwise", async () => {
    const city = await example();
    await city.staff(async (tx) => {
      await tx.execute(
        `insert into metering.volume (provider_id, period, item, customer, quantity_micro, events)
         values ($1, '2024-01', 'OKÄND', 'DEP', 1, 1)`,
        [city.provider],
      );
    });
    const orphan = await city.staff((tx) => rehearse(tx, city.provider, { period: january }, carin));
    expect(stopCodes(orphan)).toEqual(["invoicing.orphan-usage"]);
    expect(await codes(city.staff((tx) => approve(tx, city.provider, { period: january }, ada)))).toEqual([
      "invoicing.orphan-usage",
    ]);
    await city.staff(async (tx) => {
      await tx.execute("delete from metering.volume where item = 'OKÄND'");
      const { run } = await rehearse(tx, city.provider, { period: january }, carin);
      const first = (await rehearsedIn(tx, city.provider, run.run))[0]?.voucher;
      if (first === undefined) throw new Error("there is a voucher");
      const other = { ...first, lines: first.lines.map((line) => ({ ...line, costCentre: "1300" })) };
      await postVouchers(tx, city.provider, [other], carin);
    });
    const differing = await city.staff((tx) => rehearse(tx, city.provider, { period: january }, carin));
    expect(stopCodes(differing)).toEqual(["invoicing.books-differ"]);
    await city.close();
  });

  it("count a voucher that the books already hold as agreed, and post the rest", async () => {
    const city = await example();
    await city.staff(async (tx) => {
      const { run } = await rehearse(tx, city.provider, { period: january }, carin);
      const vouchers = (await rehearsedIn(tx, city.provider, run.run)).flatMap((one) => one.voucher ?? []);
      await postVouchers(tx, city.provider, vouchers.slice(0, 2), carin);
      await rehearse(tx, city.provider, { period: january }, carin);
    });
    await city.staff((tx) => approve(tx, city.provider, { period: january }, ada));
    const issued = await city.staff((tx) => issue(tx, city.provider, { period: january }, carin));
    expect([issued.posted, issued.agreed]).toEqual([1, 2]);
    const own = await city.staff((tx) =>
      vouchersOf(tx, city.provider, [{ fiscalYear: 2024, series: "UF", number: "3" }]),
    );
    expect(own[0]?.lines.map((line) => [line.account, line.counterparty, line.amountOre])).toEqual([
      ["6540", "199", annualFees.SELF / 12],
      ["3111", "199", -annualFees.SELF / 12],
    ]);
    await city.close();
  });
});

describe("a run of many customers", () => {
  it("is computed some customers at a time, which shows in nothing; ended half-way it leaves nothing", async () => {
    const city = await example();
    const codes = Array.from({ length: 130 }, (_, index) => `K${String(index).padStart(3, "0")}`);
    await city.staff(async (tx) => {
      await tx.execute(
        `insert into customers.customer (provider_id, customer, name, short_name, kind, counterparty, is_self, vat, valid_from)
         select $1, c, c, c, 'department', '110', false, false, '2020-01-01' from unnest($2::text[]) as t (c)`,
        [city.provider, codes],
      );
      for (const [index, customer] of codes.entries())
        await volume(tx, city.provider, january, customer, 1 + index);
      // Known by a volume only: the gates find it whichever part it falls in.
      await volume(tx, city.provider, january, "ÖKÄND", 1);
    });
    const seen: string[] = [];
    const halfWay = city.staff((tx) =>
      rehearse(tx, city.provider, { period: january }, carin, {
        step: async (done, total) => {
          seen.push(`${done}/${total}`);
          if (done === 2) throw new Error("ended");
        },
      }),
    );
    await expect(halfWay).rejects.toThrow("ended");
    expect(seen).toEqual(["0/3", "1/3", "2/3"]);
    expect(await city.staff((tx) => rehearsedIn(tx, city.provider, january))).toEqual([]);

    const { run, proposal } = await city.staff((tx) =>
      rehearse(tx, city.provider, { period: january }, carin),
    );
    const kept = await city.staff((tx) => rehearsedIn(tx, city.provider, january));
    const lines = kept.flatMap(({ document }) => document.lines);
    expect(kept.map(({ document }) => document.number)).toEqual(kept.map((_, index) => index + 1));
    expect(kept.map(({ document }) => document.customer)).toEqual(["DEP", ...codes, "ORG", "SELF"]);
    expect([run.contentSha256, proposal?.lineCount]).toEqual([contentHashOf(lines), lines.length]);
    const findings = proposal?.gates.flatMap((gate) => gate.findings) ?? [];
    expect(findings.filter((one) => one.code === "invoicing.orphan-usage")).toMatchObject([
      { customer: "ÖKÄND" },
    ]);
    expect(findings.filter((one) => one.code === "invoicing.missing-agreement")).toHaveLength(codes.length);
    await city.close();
  });
});

function stopCodes(rehearsal: Awaited<ReturnType<typeof rehearse>>): string[] {
  return (
    rehearsal.proposal?.gates.flatMap((gate) =>
      gate.findings.filter((finding) => finding.severity === "stop").map((finding) => finding.code),
    ) ?? []
  );
}
