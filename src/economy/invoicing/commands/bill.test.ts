import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Refusal } from "../../../kernel/index.ts";
import { type Command, type CommandCall, UsageError } from "../../../platform/command/index.ts";
import { type Example, example, modelWithException } from "../actions/testing.ts";
import { billCommand } from "./bill.ts";
import { correctCommand } from "./correct.ts";

let city: Example;
beforeAll(async () => {
  city = await example();
  await city.staff((tx) => modelWithException(tx, city.provider));
});
afterAll(() => city.close());

interface Spoken {
  readonly code: number;
  readonly out: string;
  readonly talk: string;
}

async function run(
  command: Command,
  positionals: string[],
  options: CommandCall["options"] = {},
  json = true,
  actor = "cli:root",
): Promise<Spoken> {
  const out: string[] = [];
  const talk: string[] = [];
  const code = await command.run({
    positionals,
    options,
    json,
    effects: {
      database: () => Promise.resolve(city.database),
      provider: () => Promise.resolve(city.provider),
      actor,
      dataDirectory: "",
      // As the command line chooses it (app/terminal-language.ts).
      language: options["language"] === "en" ? "en" : "sv",
      now: () => "2024-02-01T08:00:00.000Z",
      print: (text) => void out.push(text),
      say: (text) => void talk.push(text),
      problems: () => {},
      progress: () => {},
    },
  });
  return { code, out: out.join("\n"), talk: talk.join("\n") };
}

const january = { period: "2024-01" };

describe("bill on the command line", () => {
  it("goes from rehearsal to invoice, acting as the example's people and saying so", async () => {
    const rehearsed = await run(billCommand, ["rehearse"], january);
    expect(rehearsed.talk).toContain("Utförs av carin, exemplets första controller");
    expect(JSON.parse(rehearsed.out)).toMatchObject({ state: "rehearsed", lines: 5 });
    const approved = await run(billCommand, ["approve"], { ...january, language: "en" });
    expect(approved.talk).toContain("Acting as ada, the example's first approver");
    expect(JSON.parse((await run(billCommand, ["issue"], january)).out)).toMatchObject({
      run: "2024-01",
      vouchers: { posted: 3, agreed: 0 },
    });
    expect(JSON.parse((await run(billCommand, ["issue"], january)).out)).toMatchObject({ documents: [] });
  });

  it("shows a document in the terms of EN 16931, its lines with what they rest on", async () => {
    const shown = JSON.parse((await run(billCommand, ["show", "1"])).out) as Record<string, unknown>;
    expect(shown).toMatchObject({
      invoiceNumber: "UF-1",
      invoiceTypeCode: "380",
      buyer: { name: "Kund DEP", legalRegistrationIdentifier: "212000-0001" },
      documentTotals: { invoiceTotalAmountWithVat: { ore: "17187500" } },
      lines: [
        {
          id: "1",
          chargeKind: "metered",
          service: "DI-NAT",
          servicePeriod: "2024-01",
          quantity: "1250",
          unit: "port",
          price: "89.5",
          amount: { ore: "11187500" },
          priceListVersion: "2024-1",
          corrects: null,
        },
        { id: "2", chargeKind: "instalment", amount: { ore: "6000000" } },
      ],
    });
  });

  it("exports the lines of a month to the terminal, and documents to a folder, whole or not at all", async () => {
    const table = await run(billCommand, ["export"], january, false);
    expect(table.out.split("\r\n").filter(Boolean).length).toBe(6);
    const folder = mkdtempSync(join(tmpdir(), "underlag-export-"));
    const pages = await run(billCommand, ["export"], { ...january, format: "pdf", to: folder });
    const { files } = JSON.parse(pages.out) as { files: { file: string; bytes: number }[] };
    expect(files.map(({ file }) => basename(file))).toEqual(readdirSync(folder).toSorted());
    expect(files.every(({ file, bytes }) => statSync(file).size === bytes && bytes > 5_000)).toBe(true);
    const one = join(folder, "new", "one.xlsx");
    await run(billCommand, ["export"], { invoice: "UF-1", format: "xlsx", to: one });
    expect(readFileSync(one).subarray(0, 2).toString()).toBe("PK");
    const inAFile = { ...january, format: "internal", to: join(one, "x.txt") };
    await expect(run(billCommand, ["export"], inAFile)).rejects.toThrow("invoicing.cannot-write-file");
    const nowhere = { ...january, format: "internal", to: "/proc/nope/" };
    await expect(run(billCommand, ["export"], nowhere)).rejects.toThrow("invoicing.cannot-write-file");
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    for (const wrong of [
      { ...january, format: "word" },
      { ...january, format: "pdf" },
      { ...january, format: "pdf", to: "-" },
      { format: "pdf", to: folder },
    ])
      await expect(run(billCommand, ["export"], wrong)).rejects.toBeInstanceOf(UsageError);
  });

  it("exports the same lines as JSON", async () => {
    const exported = JSON.parse((await run(billCommand, ["export"], january)).out) as { lines: unknown[] };
    expect(exported).toMatchObject({
      period: "2024-01",
      lines: [
        { invoiceNumber: "UF-1", issueDate: "2024-01-31", amount: { ore: "11187500" } },
        {},
        {},
        {},
        {},
      ],
    });
  });

  it("speaks Swedish, and English when asked to", async () => {
    expect((await run(billCommand, ["list"], {}, false)).out).toContain("utfärdad");
    expect((await run(billCommand, ["list"], { language: "en" }, false)).out).toContain("issued");
    expect((await run(billCommand, ["show", "1"], {}, false)).out).toContain("Netto");
  });

  it("lists one customer's, and refuses one that does not exist", async () => {
    expect(JSON.parse((await run(billCommand, ["list"], { customer: "ORG" })).out)).toMatchObject({
      invoices: [{ invoiceNumber: "UF-2" }],
    });
    await expect(run(billCommand, ["list"], { customer: "NOPE" })).rejects.toThrow(
      "invoicing.unknown-customer",
    );
  });

  it("tells wrong usage from a refusal", async () => {
    await expect(run(billCommand, ["approve"], { period: "januari" })).rejects.toThrow(UsageError);
    await expect(run(billCommand, ["pay"], january)).rejects.toThrow(UsageError);
    await expect(run(billCommand, ["show", "99"])).rejects.toThrow(Refusal);
    await expect(run(billCommand, ["approve"], january)).rejects.toThrow("invoicing.already-issued");
  });

  it("corrects every customer with an exception when none is named", async () => {
    const proposed = await run(correctCommand, ["propose"]);
    expect(JSON.parse(proposed.out)).toMatchObject({
      corrections: [{ customer: "ORG", decision: "UND-2024", years: [{ year: 2024, postedTo: "revenue" }] }],
    });
    const accepted = await run(correctCommand, ["accept"], { decision: "UND-2024" }, false);
    expect(accepted.out).toContain("UF-4 utfärdad");
    expect((await run(correctCommand, ["propose"], {}, false)).out).toBe("ORG: inget att rätta.");
    expect((await run(correctCommand, ["propose"], { language: "en" }, false)).out).toBe(
      "ORG: nothing to correct.",
    );
    expect(JSON.parse((await run(correctCommand, ["propose"])).out)).toMatchObject({
      corrections: [{ run: null, lines: [] }],
    });
  });

  it("imagines a correction without writing it, lists what there is, and refuses what makes no sense", async () => {
    const set = ["driver/headcount/DEP=500@2024-01"];
    const imagined = JSON.parse((await run(correctCommand, ["propose"], { bearer: "others", set })).out) as {
      corrections: { total: { ore: string }; deltas: unknown[] }[];
    };
    expect(imagined).toMatchObject({
      imagined: true,
      corrections: [{ bearer: "others", total: { ore: "0" } }],
    });
    expect(imagined.corrections[0]?.deltas.length).toBe(3);
    const listed = await run(correctCommand, ["list"], {}, false);
    expect(listed.out).toContain("utfärdad");
    expect(listed.out.split("\n").length).toBe(1);
    expect((await run(correctCommand, ["list"], { language: "en" }, false)).out).toContain(
      "borne by the provider",
    );
    for (const [verb, options] of [
      ["propose", { bearer: "nobody" }],
      ["propose", { run: "rerun-2024-2024" }],
      ["list", { set }],
      ["accept", { decision: "UND-2024", bearer: "others" }],
      ["accept", { decision: "UND-2024", run: "rerun-2024-2024", customer: "ORG" }],
      ["accept", {}],
    ] as const) {
      await expect(run(correctCommand, [verb], options), verb).rejects.toBeInstanceOf(UsageError);
    }
    await expect(
      run(correctCommand, ["accept"], { decision: "UND-2024", run: "rerun-2024-2024" }),
    ).rejects.toThrow("invoicing.unknown");
    await expect(run(correctCommand, ["propose"], { set: ["driver/headcunt/DEP=5"] })).rejects.toThrow(
      "costing.unknown-driver",
    );
    await expect(run(correctCommand, ["propose"], { customer: "NOPE" })).rejects.toThrow("unknown-customer");
  });

  it("accepts what all customers share by its run, by somebody else", async () => {
    await city.staff((tx) =>
      tx.execute(
        `update costing.driver_value set value_micro = 500000000
         where provider_id = $1 and driver = 'headcount' and subject = 'DEP'`,
        [city.provider],
      ),
    );
    const proposed = await run(correctCommand, ["propose"], { bearer: "others" }, false);
    expect(proposed.out).toContain("rerun-2024-2024  3 rader, netto 0,00 kr");
    expect(proposed.talk).toContain("correct accept --run rerun-2024-2024");
    // Which of two bearers is meant is never guessed.
    await expect(run(correctCommand, ["accept"], { decision: "UND-2024" })).rejects.toBeInstanceOf(
      UsageError,
    );
    const accepted = await run(correctCommand, ["accept"], { decision: "UND-2024", run: "rerun-2024-2024" });
    expect(JSON.parse(accepted.out)).toMatchObject({
      corrections: [{ run: "rerun-2024-2024", documents: [{}, {}, {}], total: { ore: "0" } }],
    });
    const again = await run(correctCommand, ["propose"], { bearer: "others" }, false);
    expect(again.out).toBe("Inget att rätta.");
  });
});
