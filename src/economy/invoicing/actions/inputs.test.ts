import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Day, microOf, period, type Problem, Refusal } from "../../../kernel/index.ts";
import type { Scope, Transaction } from "../../../platform/database/index.ts";
import { postVouchers } from "../../ledger/actions/index.ts";
import { type Example, example, linesOf, rehearsedIn, sale, volume } from "./testing.ts";
import type { RehearsedDocument } from "../sql/rehearsals.ts";
import { approve, issue, proposeRun, rehearse } from "./index.ts";

const month = period("2024-02");
const now = "2024-03-01T08:00:00.000Z";
const carin = { actor: "carin", now };
const ada = { actor: "ada", now };

/** One change of each kind of input, or several, and what the person is told has changed. */
const changes: readonly (readonly [what: string, told: string, sql: string])[] = [
  [
    "a bound",
    "inställningar",
    `update platform.provider set settings = settings || '{"billing": {"net_ore": 7}}'`,
  ],
  ["the seller's name", "inställningar", "update platform.provider set name = 'Annan'"],
  ["a customer's name", "kunderna", "update customers.customer set name = 'Bolaget' where customer = 'ORG'"],
  ["a customer's VAT", "kunderna", "update customers.customer set vat = true where customer = 'DEP'"],
  [
    "a customer's end",
    "kunderna",
    "update customers.customer set valid_to = '2024-01-31' where customer = 'DEP'",
  ],
  [
    "a new customer",
    "kunderna",
    `insert into customers.customer (provider_id, customer, name, short_name, kind, counterparty, vat, valid_from)
     values ('demo', 'NEW', 'Ny', 'Ny', 'company', '777', true, '2024-02-10')`,
  ],
  [
    "an agreement signed away",
    "överenskommelserna",
    "update customers.agreement set status = 'declined' where customer = 'ORG'",
  ],
  ["an agreement gone", "överenskommelserna", "delete from customers.agreement where customer = 'ORG'"],
  [
    "a service taken into use",
    "använder",
    `insert into customers.service_use (provider_id, customer, service, valid_from) values ('demo', 'DEP', 'DI-NAT', '2024-01-01')`,
  ],
  [
    "a service's department",
    "tjänsterna",
    "update catalogue.service set department = 'IT' where service = 'HR-LON'",
  ],
  [
    "a service's class",
    "tjänsterna",
    "update catalogue.service_classification set class = 'infrastructure' where service = 'HR-LON'",
  ],
  [
    "a price",
    "prislistorna",
    "update pricing.price_item set price_micro = price_micro + 1 where item = 'DI-NAT-PORT'",
  ],
  ["a fee", "prislistorna", "update pricing.fee set annual_ore = annual_ore + 1 where customer = 'DEP'"],
  [
    "two fees, the same sum",
    "prislistorna",
    `update pricing.fee set annual_ore = annual_ore + case customer when 'DEP' then 1 else -1 end
     where customer in ('DEP', 'ORG')`,
  ],
  ["a price list's end", "prislistorna", "update pricing.price_list_version set valid_to = '2024-01-31'"],
  ["a price list's decision", "prislistorna", "update pricing.price_list_version set paragraph = '§ 99'"],
  [
    "a volume",
    "volymerna",
    "update metering.volume set quantity_micro = quantity_micro + 1 where period = '2024-02'",
  ],
  [
    "two volumes, swapped",
    "volymerna",
    `update metering.volume v set quantity_micro = o.quantity_micro from metering.volume o
     where v.period = '2024-02' and o.period = v.period and o.customer <> v.customer`,
  ],
  [
    "last month's volume",
    "volymerna",
    "update metering.volume set quantity_micro = 3 where period = '2024-01' and customer = 'DEP'",
  ],
  ["a volume gone", "volymerna", "delete from metering.volume where period = '2024-02' and customer = 'ORG'"],
  ["a sale", "försäljningen", "update metering.direct_sale set price_micro = price_micro + 1"],
  ["a sale's customer", "försäljningen", "update metering.direct_sale set customer = 'ORG'"],
  [
    "the account mapping",
    "kontomappningen",
    "update ledger.account_mapping set account_to = '3110' where account_from = '3000'",
  ],
  [
    "the month closed",
    "stängd",
    `insert into ledger.period (provider_id, period, state, closed_at, closed_by, content_sha256)
     values ('demo', '2024-02', 'closed', now(), 'x', 'x')`,
  ],
];

describe("between rehearsal and issue", () => {
  let city: Example;
  beforeAll(async () => {
    city = await example();
    await city.staff(async (tx) => {
      await rehearse(tx, city.provider, { period: period("2024-01") }, carin);
      await approve(tx, city.provider, { period: period("2024-01") }, ada);
      await issue(tx, city.provider, { period: period("2024-01") }, carin);
      await volume(tx, city.provider, month, "DEP", 1300);
      await volume(tx, city.provider, month, "ORG", 80);
      await sale(tx, city.provider, {
        sale: "S-1",
        day: "2024-02-10" as Day,
        customer: "DEP",
        priceMicro: microOf(500),
      });
      await rehearse(tx, city.provider, { period: month }, carin);
    });
  });
  afterAll(() => city.close());

  /** What approving, and issuing what was approved before, say after a change; the change is undone. */
  async function toldAfter(
    scope: Scope,
    change: (tx: Transaction) => Promise<unknown>,
  ): Promise<readonly Problem[][]> {
    const undone = new Error("undone");
    const told: Problem[][] = [];
    for (const step of [approve, issue]) {
      const work = city.database.transaction(scope, async (tx) => {
        if (step === issue) await tx.execute(approvedBefore);
        await change(tx);
        told.push(await problemsOf(step(tx, city.provider, { period: month }, step === issue ? carin : ada)));
        expect(await tx.query("select 1 from invoicing.invoice where booking_period = '2024-02'")).toEqual(
          [],
        );
        throw undone;
      });
      await expect(work).rejects.toBe(undone);
    }
    return told;
  }

  it.each(changes)("notices %s", async (_, word, sql) => {
    for (const problems of await toldAfter({ role: "owner" }, async (tx) =>
      expect(await tx.execute(sql)).toBeGreaterThan(0),
    )) {
      expect(problems.map((problem) => problem.code)).toEqual(["invoicing.content-changed"]);
      expect(problems[0]?.message_sv).toContain(word);
    }
  });

  it("notices a voucher with the number of a document, and a month issued meanwhile", async () => {
    const kept = await city.staff((tx) => rehearsedIn(tx, city.provider, month));
    const vouchers = kept.flatMap((one) => one.voucher ?? []).slice(0, 1);
    const booked = await toldAfter({ role: "staff", provider: city.provider, actor: "carin" }, (tx) =>
      postVouchers(tx, city.provider, vouchers, carin),
    );
    const issued = await toldAfter({ role: "owner" }, (tx) =>
      tx.execute(`insert into invoicing.run select (jsonb_populate_record(r, '{"run": "2024-01.2"}')).*
                  from invoicing.run r where run = '2024-01'`),
    );
    const numbered = await toldAfter({ role: "owner" }, (tx) =>
      tx.execute("update invoicing.series set last_number = last_number + 1"),
    );
    for (const [told, word] of [
      [booked, "verifikationer"],
      [issued, "redan är fakturerat"],
      [numbered, "redan är fakturerat"],
    ] as const) {
      for (const problems of told) {
        expect(problems.map((problem) => problem.code)).toEqual(["invoicing.content-changed"]);
        expect(problems[0]?.message_sv).toContain(word);
      }
    }
  });

  it("leaves alone what is none of the month's: a draft, another month, a write of the same", async () => {
    await city.database.transaction({ role: "owner" }, async (tx) => {
      await tx.execute("update metering.volume set quantity_micro = quantity_micro");
      await tx.execute("update pricing.fee set annual_ore = annual_ore");
      await tx.execute(
        `insert into metering.volume (provider_id, period, item, customer, quantity_micro, events)
         values ('demo', '2024-03', 'DI-NAT-PORT', 'DEP', 9, 1)`,
      );
      await tx.execute(
        `insert into pricing.price_list_version (provider_id, version, fiscal_year, valid_from, valid_to, state, rounding_to_micro, rounding_direction)
         values ('demo', 'utkast', 2024, '2024-01-01', '2024-12-31', 'draft', 1, 'down')`,
      );
    });
    expect((await city.staff((tx) => approve(tx, city.provider, { period: month }, ada))).state).toBe(
      "approved",
    );
  });

  it("issues the very documents that were rehearsed, which are those that would be computed again", async () => {
    await city.staff(async (tx) => {
      const computed: RehearsedDocument[] = [];
      const again = await proposeRun(
        tx,
        city.provider,
        { period: month, run: month, released: [] },
        { take: async (documents) => void computed.push(...documents) },
      );
      const { proposal, run } = await rehearse(tx, city.provider, { period: month }, carin);
      expect([run.contentSha256, proposal?.documents]).toEqual([again.contentSha256, again.documents]);
      const looked = await rehearsedIn(tx, city.provider, month);
      expect(looked).toEqual(JSON.parse(JSON.stringify(computed)));
      await approve(tx, city.provider, { period: month }, ada);
      expect((await rehearse(tx, city.provider, { period: month }, carin)).run.state).toBe("approved");
      const issued = await issue(tx, city.provider, { period: month }, carin);
      expect(issued.documents).toEqual(again.documents);
      const stands = await linesOf(tx, city.provider, issued.documents);
      expect(stands).toEqual(looked.map(({ document }) => document.lines));
      expect(await tx.query("select run from invoicing.rehearsal")).toEqual([]);
    });
  });
});

const approvedBefore = `update invoicing.run set state = 'approved', approved_by = 'ada', approved_at = now()
   where run = '2024-02'`;

async function problemsOf(work: Promise<unknown>): Promise<Problem[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [...error.problems];
    throw error;
  }
}
