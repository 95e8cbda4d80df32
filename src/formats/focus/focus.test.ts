import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { micro, ore, type Period } from "../../kernel/index.ts";
import { conformance, type FocusRow, type Model } from "./conformance.testing.ts";
import { type FocusCharge, writeFocus } from "./index.ts";

const shared = process.env["UNDERLAG_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const folder = join(shared, "external/focus");
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED src/formats/focus/focus.test.ts, conformance: no ${folder}`);

/** What a shared-service provider's price list and invoices support of FOCUS. */
const supported = new Set([
  "ACCOUNT_NAMING_SUPPORTED",
  "MULTIPLE_PRICING_CATEGORIES_SUPPORTED",
  "NEGOTIATED_PRICING_SUPPORTED",
  "PUBLIC_PRICE_LIST_SUPPORTED",
  "SUB_ACCOUNT_SUPPORTED",
  "TAGGING_SUPPORTED",
  "UNIT_PRICING_SUPPORTED",
  "USAGE_MEASUREMENT_SUPPORTED",
]);

function chargeWith(changes: Partial<FocusCharge> = {}): FocusCharge {
  return {
    invoice: "UF-1024",
    billingAccount: { id: "212000-1355", name: "Göteborgs kommun" },
    subAccount: { id: "GRUND", name: "Grundskoleförvaltningen" },
    billingPeriod: "2024-03" as Period,
    chargedFrom: "2024-03" as Period,
    chargedTo: "2024-03" as Period,
    category: "Usage",
    isCorrection: false,
    frequency: "Usage-Based",
    description: "Lönetjänst",
    billedOre: ore(123_456),
    pricing: {
      quantityMicro: micro(1_500_000),
      unit: "st",
      priceMicro: micro(823_040_000),
      item: "LON",
      priceList: "2024-1",
    },
    service: "HR-LON",
    serviceCategory: "Business Applications",
    provider: "Intraservice",
    tags: { counterparty: "110", costCentre: "1900" },
    ...changes,
  };
}

function rowsOf(text: string): { rows: FocusRow[]; columns: Set<string> } {
  const [names = [], ...body] = parse(text, { relax_column_count: true });
  const rows = body.map((cells) =>
    Object.fromEntries(names.map((name, i) => [name, cells[i] === "" ? null : (cells[i] ?? null)])),
  );
  return { rows, columns: new Set(names) };
}

const text = (charges: FocusCharge[]): string => new TextDecoder().decode(writeFocus(charges));

const sixKinds = [
  chargeWith(),
  chargeWith({ frequency: "Recurring", billedOre: ore(100_001) }),
  chargeWith({ category: "Credit", frequency: "One-Time", billedOre: ore(-50_000) }),
  chargeWith({ isCorrection: true, billedOre: ore(-123_456), chargedFrom: "2023-01" as Period }),
  chargeWith({ category: "Adjustment", frequency: "One-Time", billedOre: ore(7) }),
  chargeWith({ category: "Tax", frequency: "One-Time", billedOre: ore(30_864), description: "Moms 25 %" }),
];

describe("FOCUS rows", () => {
  it("carry the sums of the invoice, months that end where the next begins, and no formulas", () => {
    const { rows } = rowsOf(text([...sixKinds, chargeWith({ description: "=HYPERLINK(1)" })]));
    expect(rows[0]).toMatchObject({
      BilledCost: "1234.56",
      ListCost: "1234.56",
      BillingPeriodStart: "2024-03-01T00:00:00Z",
      BillingPeriodEnd: "2024-04-01T00:00:00Z",
      SkuPriceId: "2024-1:LON",
      Tags: '{"counterparty":"110","costCentre":"1900"}',
    });
    expect(rows[2]).toMatchObject({ BilledCost: "-500.00", PricingQuantity: "-1", ListUnitPrice: "500" });
    expect(rows[6]?.["ChargeDescription"]).toBe("'=HYPERLINK(1)");
  });
});

describe.skipIf(!present)("the FOCUS 1.2 conformance model", () => {
  const model = (): Model => JSON.parse(readFileSync(join(folder, "model-1.2.json"), "utf8")) as Model;

  it("finds nothing in our rows", () => {
    const { rows, columns } = rowsOf(text(sixKinds));
    const { checked, broken } = conformance(model(), rows, columns, supported);
    expect([...broken]).toEqual([]);
    expect(checked.size).toBeGreaterThan(150);
  });

  it("finds every required column missing in the file that is to fail", () => {
    const { rows, columns } = rowsOf(readFileSync(join(folder, "all_fail.csv"), "utf8"));
    const { broken } = conformance(model(), rows, columns, supported);
    const presence = [...broken.keys()].filter((id) => id.startsWith("CostAndUsage-D-"));
    expect(presence.length).toBe(broken.size);
    expect(presence.length).toBeGreaterThan(20);
  });

  it("is really asked: a changed row breaks the rule about it", () => {
    const changes: Record<string, Record<string, string | null>> = {
      "ChargeCategory-C-003-M": { ChargeCategory: "Fee" },
      "BillingPeriodStart-C-003-M": { BillingPeriodStart: null },
      "ListUnitPrice-C-008-M": { ListUnitPrice: "-1" },
      "ListCost-C-009-C": { ListCost: "1" },
    };
    const { rows, columns } = rowsOf(text([chargeWith()]));
    for (const [id, change] of Object.entries(changes)) {
      const changed = rows.map((row) => ({ ...row, ...change }));
      expect([...conformance(model(), changed, columns, supported).broken.keys()]).toContain(id);
    }
  });
});
