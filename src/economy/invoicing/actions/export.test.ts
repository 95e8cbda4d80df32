import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBilling, totalsOf } from "../../../formats/peppol/index.ts";
import { readSie } from "../../../formats/sie4/index.ts";
import { type Period, Refusal } from "../../../kernel/index.ts";
import { type ExportedFile, exportDocuments, type ExportQuestion } from "./export.ts";
import { type Example, example } from "./testing.ts";
import { approve, issue, rehearse } from "./runs.ts";

const january = "2024-01" as Period;
const now = "2024-02-01T08:00:00.000Z";
let city: Example;

beforeAll(async () => {
  city = await example();
  const facts = {
    name: "Demo",
    org_no: "212000-1355",
    address: "Box 1, 401 10 Göteborg",
    bankgiro: "5050-1055",
    vat_no: "SE212000135501",
  };
  await city.database.transaction({ role: "owner" }, (tx) =>
    tx.execute(`update platform.provider set settings = settings || $2::jsonb where provider_id = $1`, [
      city.provider,
      JSON.stringify({
        provider: facts,
        dimensions: { "1": "cost_centre", "20": "service", "21": "customer", "22": "counterparty" },
        own_counterparties: ["199"],
      }),
    ]),
  );
  await city.staff((tx) =>
    tx.execute(
      "update customers.customer set e_address = '0007:5560006974', org_no = '556000-6974' where provider_id = $1 and customer = 'ORG'",
      [city.provider],
    ),
  );
});
afterAll(() => city.close());

function receiver(reference: string, street = "Gatan 1"): Promise<unknown> {
  return city.staff((tx) =>
    tx.execute(
      `insert into invoicing.receiver (provider_id, customer, street, postal_code, city, buyer_reference)
       values ($1, 'ORG', $3, '411 01', 'Göteborg', $2)
       on conflict (provider_id, customer) do update set buyer_reference = excluded.buyer_reference, street = excluded.street`,
      [city.provider, reference, street],
    ),
  );
}

async function exported(question: Partial<ExportQuestion>): Promise<ExportedFile[]> {
  const files: ExportedFile[] = [];
  await city.staff(async (tx) => {
    const whole = { period: january, format: "auto", language: "sv", now, ...question } as const;
    for await (const file of exportDocuments(tx, city.provider, whole)) files.push(file);
  });
  return files;
}

async function gate() {
  const { proposal } = await city.staff((tx) =>
    rehearse(tx, city.provider, { period: january }, { actor: "carin", now }),
  );
  return proposal?.gates.find((each) => each.gate === "receiver-format")?.findings ?? [];
}

function latin1(file: ExportedFile | undefined): string {
  return Buffer.from(file?.bytes ?? []).toString("latin1");
}

describe("the receiver's format", () => {
  it("is only warned of while nobody has said how the receiver wants it", async () => {
    const findings = await gate();
    expect(findings.map(({ code, severity, customer }) => [code, severity, customer])).toEqual([
      ["peppol.missing-address", "warn", "ORG"],
      ["peppol.missing-reference", "warn", "ORG"],
    ]);
  });

  it("hinders the approval when it is known and not met, with what is missing", async () => {
    await receiver("");
    expect((await gate()).map(({ code, severity }) => [code, severity])).toEqual([
      ["peppol.missing-reference", "stop"],
    ]);
    const approved = city.staff(
      (tx) => approve(tx, city.provider, { period: january }, { actor: "ada", now }),
      "ada",
    );
    await expect(approved).rejects.toThrow("peppol.missing-reference");
    await receiver("REF-77");
    expect(await gate()).toEqual([]);
  });
});

describe("a customer that is to have Peppol but has no electronic address", () => {
  const address = (text: string | null, channel: string | null) =>
    city.staff(async (tx) => {
      await tx.execute(
        "update customers.customer set e_address = $2 where provider_id = $1 and customer = 'ORG'",
        [city.provider, text],
      );
      await tx.execute(
        "update invoicing.receiver set channel = $2 where provider_id = $1 and customer = 'ORG'",
        [city.provider, channel],
      );
    });

  it("is parked, the others go on, and it comes along when the address is there", async () => {
    await receiver("REF-77");
    await address(null, "peppol");
    const rehearsed = () =>
      city.staff((tx) => rehearse(tx, city.provider, { period: january }, { actor: "carin", now }));
    const { run, proposal } = await rehearsed();
    expect(run.parked.map(({ code, customer }) => [code, customer])).toEqual([
      ["invoicing.no-e-address", "ORG"],
    ]);
    expect(proposal?.documents.map((one) => one.customer)).toEqual(["DEP", "SELF"]);
    await address("0007:5560006974", null);
    expect((await rehearsed()).run.parked).toEqual([]);
  });
});

describe("issued documents", () => {
  beforeAll(async () => {
    await receiver("REF-77");
    await city.staff((tx) => rehearse(tx, city.provider, { period: january }, { actor: "carin", now }));
    await city.staff((tx) => approve(tx, city.provider, { period: january }, { actor: "ada", now }), "ada");
    await city.staff((tx) => issue(tx, city.provider, { period: january }, { actor: "carin", now }));
  });

  it("go to each receiver in its format, with the amounts of the books", async () => {
    const [peppol, internal, ...others] = await exported({});
    expect(others).toEqual([]);
    expect([peppol?.name, internal?.name]).toEqual(["UF-2.xml", "internfil-2024-01.txt"]);
    const read = readBilling(peppol?.bytes ?? new Uint8Array());
    expect(read.ok && read.value).toMatchObject({
      number: "UF-2",
      buyerReference: "REF-77",
      kind: "invoice",
    });
    // 30 000,00 + 6 712,50, and 25 % of it.
    expect(read.ok && totalsOf(read.value).totalOre).toBe(4_589_063);
    expect(latin1(internal).split("\n").at(-2)).toMatch(/^T 181875\.00/);
  });

  it("are the same bytes again, also when the receiver has moved since", async () => {
    const before = await exported({ format: "peppol" });
    await receiver("REF-NEW", "Annan gata 2");
    expect(await exported({ format: "peppol" })).toEqual(before);
  });

  it("come as pages, tables, workbooks and FOCUS rows", async () => {
    const pages = await exported({ format: "pdf" });
    expect(pages.map((page) => [page.name, latin1(page).slice(0, 8)])).toEqual([
      ["UF-1.pdf", "%PDF-1.7"],
      ["UF-2.pdf", "%PDF-1.7"],
      ["UF-3.pdf", "%PDF-1.7"],
    ]);
    const [one] = await exported({ format: "pdf", invoice: "UF-2", language: "en" });
    expect(one?.bytes).not.toEqual(pages[1]?.bytes);
    const [csv] = await exported({ format: "csv" });
    expect(latin1(csv).split("\r\n").filter(Boolean)).toHaveLength(6);
    expect(latin1((await exported({ format: "xlsx" }))[0]).slice(0, 2)).toBe("PK");
    const focus = latin1((await exported({ format: "focus" }))[0])
      .split("\r\n")
      .filter(Boolean)
      .slice(1);
    expect(focus).toHaveLength(6);
    expect(focus.filter((row) => row.includes(",Tax,"))).toHaveLength(1);
  });

  it("meet their mirror: seller's and buyer's vouchers eliminate to zero within the legal person", async () => {
    const [ours] = await exported({ format: "sie-4i" });
    const [theirs] = await exported({ format: "sie-4i-mirror" });
    const [seller, buyer] = [ours, theirs].map((file) => {
      const read = readSie(file?.bytes ?? new Uint8Array(), { file: file?.name ?? "" });
      if (!read.ok) throw new Error(read.problems.map((problem) => problem.message_en).join("\n"));
      return read.value;
    });
    expect(seller?.vouchers.map((voucher) => voucher.number)).toEqual(["1", "2", "3"]);
    // The provider's own invoice is both sides already, and the company is another legal person.
    expect(buyer?.vouchers.map((voucher) => voucher.number)).toEqual(["1"]);
    const [sold, bought] = [seller?.vouchers[0], buyer?.vouchers[0]];
    const sum = (rows: typeof sold, account: RegExp): number =>
      (rows?.rows ?? [])
        .filter((row) => account.test(row.account))
        .reduce((total, row) => total + row.amountOre, 0);
    expect(bought?.day).toBe(sold?.day);
    expect(sum(sold, /^3/) + sum(bought, /^6/)).toBe(0);
    expect(sum(sold, /^1/) + sum(bought, /^1/)).toBe(0);
    const counterparties = (rows: typeof sold) =>
      new Set(
        rows?.rows.flatMap((row) =>
          row.objects.filter((one) => one.dimension === 22).map((one) => one.object),
        ),
      );
    expect([counterparties(sold), counterparties(bought)]).toEqual([new Set(["110"]), new Set(["199"])]);
  });

  it("fit another ledger's layout, which is data in the pack", async () => {
    const layout = {
      profile: "other",
      name_sv: "Annan",
      name_en: "Other",
      encoding: "utf-8",
      line_end: "lf",
      records: [{ for: "posting", fields: [{ at: 0, length: 12, value: "posting.amount", point: "," }] }],
    };
    const set = (billing: unknown) =>
      city.database.transaction({ role: "owner" }, (tx) =>
        tx.execute("update platform.provider set settings = settings || $2::jsonb where provider_id = $1", [
          city.provider,
          JSON.stringify({ billing }),
        ]),
      );
    await set({ internal_file: layout });
    expect(latin1((await exported({ format: "internal" }))[0])).toMatch(/^\d+,\d\d +\n/);
    await set({ internal_file: { ...layout, encoding: "ebcdic" } });
    await expect(exported({ format: "internal" })).rejects.toThrow("debiting.bad-profile");
    await set({});
  });

  it("are refused in a format that is not their receiver's, and where there are none", async () => {
    await expect(exported({ format: "peppol", invoice: "UF-1" })).rejects.toThrow("format-not-for-receiver");
    await expect(exported({ period: "2023-01" as Period })).rejects.toThrow(Refusal);
    await expect(exported({ invoice: "UF-99" })).rejects.toThrow("nothing-to-export");
  });
});
