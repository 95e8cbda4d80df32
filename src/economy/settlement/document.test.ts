import { expect, test } from "vitest";
import { ore, required } from "../../kernel/index.ts";
import {
  documentAsHtml,
  documentAsMarkdown,
  settle,
  settlementDocument,
  type SettlementPolicy,
  type SettlementRecord,
} from "./index.ts";
import { settlementText } from "./commands/print.ts";

const policy: SettlementPolicy = {
  year: 2024,
  classes: ["core"],
  scope: "operation",
  basis: "ytd@11+forecast",
  level: "class",
  distribution: "by-paid",
  booking: "accrue-and-credit-next-year",
  rest: "carried-forward",
  thresholdOre: ore(100),
  financing: [
    {
      decision: "D-1",
      from: { service: "HR-1", activity: "operation" },
      to: { service: "HR-1", activity: "change" },
      amountOre: ore(1000),
    },
  ],
};

const record: SettlementRecord = {
  settlement: "2024-preliminary",
  year: 2024,
  basis: policy.basis,
  state: "decided",
  policy,
  computed: required(
    settle({
      policy,
      services: [{ service: "HR-1", class: "core" }],
      invoiced: [
        { service: "HR-1", customer: "GSF", amountOre: ore(60_000) },
        { service: "HR-1", customer: "AFF", amountOre: ore(30_000) },
      ],
      cost: [{ service: "HR-1", amountOre: ore(80_000) }],
      carried: [{ service: "HR-1", amountOre: ore(300) }],
    }),
  ),
  inputsSha256: "abc",
  proposedBy: "anna",
  decidedBy: "bo",
  decision: "§ 12",
};

const names = {
  provider: "Tjänster & Service",
  synthetic: true,
  serviceClass: (code: string) => (code === "core" ? "Bastjänst" : code),
  service: (code: string) => `Lön | ${code}`,
  customer: (code: string) => `<${code}>`,
};

test("the board's document says what is proposed, by which rules and from which figures", () => {
  const text = documentAsMarkdown(settlementDocument(record, names));
  for (const words of [
    "# Återreglering till kund 2024",
    "Exempel: uppgifterna är påhittade.",
    "föreslås återbetala 93,00 kronor för 2024 till 2 kunder",
    "- Tjänstekategorier: Bastjänst",
    "- Underlag: januari–november, prognos för resten (ytd@11+forecast)",
    "- Bokföring: reserveras i bokslutet och krediteras i januari",
    "- Rest: förs till nästa års återreglering",
    "finansierar 10,00 kronor",
    "| Lön \\| HR-1 | 900,00 | 800,00 | 10,00 | 3,00 | 93,00 | 93,00 |",
    "| <GSF> | 600,00 | 62,00 |",
    "| <AFF> | 300,00 | 31,00 |",
    "| Summa | 900,00 | 93,00 |",
    "Beslut: § 12, bo.",
  ])
    expect(text).toContain(words);
});

test("a deficit is charged, and another decided total is told of", () => {
  const deficit = {
    ...record,
    policy: { ...policy, decidedTotalOre: ore(-500) },
    computed: { ...record.computed, totalOre: ore(-500), computedOre: ore(-700) },
  };
  const text = documentAsMarkdown(settlementDocument(deficit, names));
  expect(text).toContain("föreslås debitera 5,00 kronor");
  expect(text).toContain("Beslutad summa −5,00 kronor i stället för de beräknade −7,00.");
});

test("as a page of its own it lets no name become markup", () => {
  const html = documentAsHtml(settlementDocument(record, names));
  expect(html).toContain("&lt;GSF&gt;");
  expect(html).toContain("Tjänster &amp; Service");
  expect(html).not.toMatch(/<GSF>|<script|https?:/);
});

test("the terminal shows what was carried only where something was", () => {
  expect(settlementText(record, "sv")).toContain("Från förra året");
  const without = required(settle({ policy, services: [], invoiced: [], cost: [] }));
  expect(settlementText({ ...record, computed: without }, "sv")).not.toContain("Från förra året");
});
