import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ore, period, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  answerObjection,
  approve,
  creditDocuments,
  creditObjection,
  invariants,
  invoiceOf,
  invoicesOf,
  issue,
  objectionsOf,
  raiseObjection,
  rehearse,
  voidInvoice,
  withdrawObjection,
} from "./index.ts";
import { paymentReference } from "../index.ts";
import { type Example, example, linesRehearsed } from "./testing.ts";

/** A company objects to its January invoice: 75 pieces were metered, 50 of them were somebody else's. */
let city: Example;
const now = "2024-02-20T09:00:00.000Z";
const by = (actor: string) => ({ actor, now });

beforeEach(async () => {
  city = await example();
  const month = { period: period("2024-01") };
  await city.staff(async (tx) => {
    await tx.execute(
      "insert into access.person (provider_id, login, name, role) values ($1, 'kim', 'Kim', 'account-manager')",
      [city.provider],
    );
    await rehearse(tx, city.provider, month, by("carin"));
    await approve(tx, city.provider, month, by("ada"));
    await issue(tx, city.provider, month, by("carin"));
  });
});
afterEach(() => city.close());

const staff = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => city.staff(work);

async function documentOf(customer: string): Promise<string> {
  const heads = await staff((tx) => invoicesOf(tx, city.provider, { customer }));
  return heads[0]?.invoice ?? "";
}

async function metered(invoice: string): Promise<{ line: number; netOre: number }> {
  const stored = await staff((tx) => invoiceOf(tx, city.provider, invoice));
  const found = stored?.lines.find((line) => line.chargeKind === "metered");
  if (found === undefined) throw new Error("the invoice has a metered line");
  return found;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? (error.problems[0]?.code ?? "") : String(error)),
  );

const raise = (invoice: string, line?: number, cause = "quantity") =>
  staff((tx) =>
    raiseObjection(
      tx,
      city.provider,
      { invoice, cause, text: "50 av 75 är inte våra", ...(line === undefined ? {} : { line }) },
      by("kim"),
    ),
  );
const propose = (objection: string, creditOre?: number, reissue = false, actor = "carin") =>
  staff((tx) =>
    answerObjection(
      tx,
      city.provider,
      {
        objection,
        kind: "credit",
        answer: "Ni har rätt",
        reissue,
        ...(creditOre === undefined ? {} : { creditOre: ore(creditOre) }),
      },
      by(actor),
    ),
  );
const credit = (objection: string, actor = "ada") =>
  staff((tx) => creditObjection(tx, city.provider, { objection }, by(actor)));

describe("an objection to a line", () => {
  test("is answered with a credit that somebody else issues: the original stands, its line is named, and again gives nothing", async () => {
    const invoice = await documentOf("ORG");
    const { line, netOre } = await metered(invoice);
    const raised = await raise(invoice, line);
    expect(raised).toMatchObject({
      objection: `${invoice}/1`,
      state: "open",
      answerBy: "2024-03-21",
      customer: "ORG",
    });
    await propose(raised.objection, 1000);
    const done = await credit(raised.objection);
    expect(done.credit.totalOre).toBe(-1000);
    const [document] = done.credit.documents;
    expect(document).toMatchObject({ kind: "credit-note", customer: "ORG", netOre: -1000 });
    const credited = await staff((tx) => invoiceOf(tx, city.provider, document?.invoice ?? ""));
    expect(credited?.lines).toMatchObject([
      {
        corrects: { invoice, line },
        cause: "objection-quantity",
        servicePeriodFrom: "2024-01",
        netOre: -1000,
      },
    ]);
    expect((await metered(invoice)).netOre).toBe(netOre);
    expect((await credit(raised.objection)).credit.documents).toEqual([]);
    for (const invariant of invariants)
      expect(await staff((tx) => invariant.check(tx, city.provider))).toEqual([]);
  });

  test("leaves the next month's run alone: what was credited is not charged again as late usage", async () => {
    const invoice = await documentOf("ORG");
    const { line } = await metered(invoice);
    await propose((await raise(invoice, line)).objection);
    await credit(`${invoice}/1`);
    const lines = await staff((tx) => linesRehearsed(tx, city.provider, period("2024-02"), by("carin")));
    expect(lines.filter((each) => each.servicePeriodFrom === "2024-01")).toEqual([]);
  });

  test("cannot be credited beyond what is left, by who proposed it, or before it is proposed", async () => {
    const invoice = await documentOf("ORG");
    const { line, netOre } = await metered(invoice);
    const { objection } = await raise(invoice, line);
    expect(await codeOf(credit(objection))).toBe("invoicing.credit-not-proposed");
    expect(await codeOf(propose(objection, netOre + 1))).toBe("invoicing.credit-out-of-bounds");
    expect(await codeOf(propose(objection, 0))).toBe("invoicing.credit-out-of-bounds");
    await propose(objection, netOre - 1);
    expect(await codeOf(credit(objection, "carin"))).toBe("invoicing.same-person");
    expect(await codeOf(credit(objection, "kim"))).toBe("access.not-mandated");
    await credit(objection);
    // One öre is left of the line, and no more can be taken.
    const second = await raise(invoice, line);
    expect(await codeOf(propose(second.objection, 2))).toBe("invoicing.credit-out-of-bounds");
    await propose(second.objection, 1);
    await credit(second.objection);
    expect(await codeOf(raise(invoice, line))).toBe("invoicing.nothing-to-credit");
  });

  test("is rejected with a reason, and is then answered once and for all", async () => {
    const invoice = await documentOf("ORG");
    const { objection } = await raise(invoice);
    const reject = (answer: string) =>
      staff((tx) => answerObjection(tx, city.provider, { objection, kind: "reject", answer }, by("carin")));
    expect(await codeOf(reject(" "))).toBe("invoicing.reason-missing");
    await reject("Mätningen är kontrollerad");
    expect(await codeOf(propose(objection))).toBe("invoicing.objection-answered");
    expect(await staff((tx) => objectionsOf(tx, city.provider))).toMatchObject([{ state: "rejected" }]);
  });

  test.each([
    ["UF-9999", 1, "quantity", "invoicing.unknown"],
    ["", 99, "quantity", "invoicing.unknown-line"],
    ["", undefined, "bad mood", "invoicing.unknown-cause"],
  ])("is refused where there is no such thing: %s line %s, %s", async (name, line, cause, code) => {
    const invoice = name === "" ? await documentOf("ORG") : name;
    expect(await codeOf(raise(invoice, line, cause))).toBe(code);
  });

  test("waits alone: a second one to the same line is refused until the first is answered", async () => {
    const invoice = await documentOf("ORG");
    const { line } = await metered(invoice);
    await raise(invoice, line);
    expect(await codeOf(raise(invoice, line))).toBe("invoicing.objection-waiting");
    expect(await codeOf(raise(invoice))).toBe("invoicing.objection-waiting");
  });

  test("is seen by its customer and by no other", async () => {
    await raise(await documentOf("ORG"));
    const seenBy = (customer: string) =>
      city.database.transaction(
        { role: "customer", provider: city.provider, customers: [customer], actor: customer },
        (tx) => objectionsOf(tx, city.provider),
      );
    expect(await seenBy("ORG")).toHaveLength(1);
    expect(await seenBy("DEP")).toEqual([]);
  });
});

describe("a customer itself", () => {
  const as = <T>(login: string, customer: string, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    city.database.transaction(
      { role: "customer", provider: city.provider, customers: [customer], actor: login },
      work,
    );
  const objects = (invoice: string, login: string, customer: string) =>
    as(login, customer, (tx) =>
      raiseObjection(tx, city.provider, { invoice, cause: "quantity", text: "50 är inte våra" }, by(login)),
    );

  beforeEach(() =>
    staff((tx) =>
      tx.execute(
        `insert into access.person (provider_id, login, name, role, customers)
         values ($1, 'olga', 'Olga', 'customer', '{ORG}'), ($1, 'dag', 'Dag', 'customer', '{DEP}')`,
        [city.provider],
      ),
    ),
  );

  test("objects to its own document, is answered by one and credited by another, and sees how it goes", async () => {
    const invoice = await documentOf("ORG");
    const { objection } = await objects(invoice, "olga", "ORG");
    expect(await codeOf(objects(invoice, "olga", "ORG"))).toBe("invoicing.objection-waiting");
    await propose(objection, 1000, false, "kim");
    expect(await codeOf(credit(objection, "olga"))).toBe("access.not-mandated");
    await credit(objection);
    const seen = await as("olga", "ORG", async (tx) => ({
      objections: await objectionsOf(tx, city.provider),
      documents: await creditDocuments(tx, city.provider),
    }));
    expect(seen.objections).toMatchObject([{ raisedBy: "olga", state: "credited", creditOre: 1000 }]);
    expect(seen.documents.get(objection)).toHaveLength(1);
  });

  test("takes its objection back, also one that is about to be credited; then it may object anew", async () => {
    const invoice = await documentOf("ORG");
    const { objection } = await objects(invoice, "olga", "ORG");
    await propose(objection, 1000);
    const withdraws = (login: string, customer: string) =>
      as(login, customer, (tx) =>
        withdrawObjection(tx, city.provider, { objection, text: "Vi hade fel" }, by(login)),
      );
    // Another customer's person sees no such objection, by its own door or with the staff's eyes on the command line.
    expect(await codeOf(withdraws("dag", "DEP"))).toBe("invoicing.unknown-objection");
    expect(await codeOf(staff((tx) => withdrawObjection(tx, city.provider, { objection }, by("dag"))))).toBe(
      "invoicing.unknown-objection",
    );
    expect(await withdraws("olga", "ORG")).toMatchObject({
      state: "withdrawn",
      answer: "Vi hade fel",
      answeredBy: "olga",
    });
    expect(await codeOf(credit(objection))).toBe("invoicing.credit-not-proposed");
    expect(await codeOf(withdraws("olga", "ORG"))).toBe("invoicing.objection-answered");
    expect(await codeOf(propose(objection))).toBe("invoicing.objection-answered");
    const [told] = await staff((tx) => objectionsOf(tx, city.provider));
    expect(told).toMatchObject({ state: "withdrawn", reissue: false });
    expect(told?.creditOre).toBeUndefined();
    expect((await objects(invoice, "olga", "ORG")).objection).toBe(`${invoice}/2`);
  });

  test("takes nobody else's back past the program: a row in another's name is refused, and one of its own code withdraws nothing", async () => {
    const invoice = await documentOf("ORG");
    const { objection } = await objects(invoice, "olga", "ORG");
    const insert = (customer: string, withdrawnBy: string) =>
      as("dag", "DEP", (tx) =>
        tx.execute(
          `insert into invoicing.objection_withdrawal (provider_id, objection, customer, withdrawn_by, withdrawn_at)
           values ($1, $2, $3, $4, now())`,
          [city.provider, objection, customer, withdrawnBy],
        ),
      );
    await expect(insert("ORG", "dag")).rejects.toThrow(/row-level security/);
    await expect(insert("DEP", "olga")).rejects.toThrow(/row-level security/);
    await insert("DEP", "dag");
    expect(await staff((tx) => objectionsOf(tx, city.provider))).toMatchObject([{ state: "open" }]);
  });

  test("objects to nobody else's, by no door, and in nobody else's name", async () => {
    const invoice = await documentOf("ORG");
    expect(await codeOf(objects(invoice, "dag", "DEP"))).toBe("invoicing.unknown");
    // The command line has the staff's eyes: the action asks whose document it is.
    const byCommand = staff((tx) =>
      raiseObjection(tx, city.provider, { invoice, cause: "price", text: "Nej" }, by("dag")),
    );
    expect(await codeOf(byCommand)).toBe("invoicing.unknown");
    // Past the program: the database itself refuses another's row, another's name, and every change.
    const insert = (customer: string, raisedBy: string) =>
      as("dag", "DEP", (tx) =>
        tx.execute(
          `insert into invoicing.objection (provider_id, objection, invoice, customer, cause, text, raised_by, raised_at, answer_by, state)
           values ($1, 'X/1', $2, $3, 'price', '', $4, now(), current_date, 'open')`,
          [city.provider, invoice, customer, raisedBy],
        ),
      );
    await expect(insert("ORG", "dag")).rejects.toThrow(/row-level security/);
    await expect(insert("DEP", "olga")).rejects.toThrow(/row-level security/);
    const { objection } = await objects(invoice, "olga", "ORG");
    await expect(
      as("olga", "ORG", (tx) =>
        tx.execute("update invoicing.objection set state = 'credited' where objection = $1", [objection]),
      ),
    ).rejects.toThrow(/permission denied/);
  });
});

describe("two series", () => {
  test("never ask for payments under the same reference, and what was issued before keeps its own", async () => {
    await city.database.transaction({ role: "owner" }, async (tx) => {
      await tx.execute(
        `update platform.provider set settings = jsonb_set(settings, '{posting,correction_series}', '"UK"') where provider_id = $1`,
        [city.provider],
      );
      await tx.execute("update invoicing.invoice set payment_reference = null where invoice = 'UF-1'");
    });
    const invoice = await documentOf("ORG");
    await propose((await raise(invoice)).objection);
    const { credit: credited } = await credit(`${invoice}/1`);
    expect(credited.documents[0]?.invoice).toBe("UK-1");
    const references = await staff(async (tx) => {
      const all: string[] = [];
      for (const head of await invoicesOf(tx, city.provider))
        all.push(
          paymentReference({
            ...head,
            paymentReference: head.paymentReference === "" ? undefined : head.paymentReference,
          }),
        );
      return all;
    });
    expect(references.toSorted()).toEqual(["1000000016", "18", "26", "34"]);
  });
});

describe("a document made anew", () => {
  test("is proposed by us where we see the fault ourselves, and issued by somebody else", async () => {
    const invoice = await documentOf("ORG");
    const wrong = { invoice, cause: "receiver", text: "Fel referens" };
    const voided = await staff((tx) => voidInvoice(tx, city.provider, wrong, by("carin")));
    expect(voided).toMatchObject({ state: "credit-proposed", reissue: true });
    expect(await codeOf(credit(voided.objection, "carin"))).toBe("invoicing.same-person");
    const { credit: credited, reissued } = await credit(voided.objection);
    expect([credited.documents.length, reissued?.documents.length]).toEqual([1, 1]);
  });

  test("is credited in full and invoiced with the same lines; the sum over all three is the first", async () => {
    const invoice = await documentOf("ORG");
    const { objection } = await raise(invoice, undefined, "receiver");
    expect(await codeOf(propose(objection, 1000, true))).toBe("invoicing.credit-out-of-bounds");
    await propose(objection, undefined, true);
    const { credit: credited, reissued } = await credit(objection);
    const first = await staff((tx) => invoiceOf(tx, city.provider, invoice));
    const [again] = reissued?.documents ?? [];
    expect(credited.totalOre).toBe(-(first?.head.netOre ?? 0));
    expect(again?.totalOre).toBe(first?.head.totalOre);
    const anew = await staff((tx) => invoiceOf(tx, city.provider, again?.invoice ?? ""));
    expect(anew?.lines.map((line) => [line.item, line.netOre])).toEqual(
      first?.lines.map((line) => [line.item, line.netOre]),
    );
    for (const invariant of invariants)
      expect(await staff((tx) => invariant.check(tx, city.provider))).toEqual([]);
  });
});
