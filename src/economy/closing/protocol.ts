import type { Day, Period } from "../../kernel/index.ts";
import type { BoardDocument } from "../../formats/pdf/index.ts";
import { formatAmount, formatPeriod, type Language } from "../../platform/language/index.ts";
import type { Month } from "./month-json.ts";
import { type MonthStep, stepStateNames } from "./steps.ts";

/** The month's protocol (månadsprotokoll): the month as it was closed. Kept at the closing; what happens later never changes it. */
export interface Protocol {
  readonly period: Period;
  /** 1 for the first closing; one more each time the month is opened and closed again. */
  readonly number: number;
  readonly closedBy: string;
  readonly closedAt: string;
  /** Of the month's balances. */
  readonly balancesSha256: string;
  readonly steps: readonly MonthStep[];
  readonly sums: Month["sums"];
}

/** A kept protocol with the hash of its own content, so that a print on paper can be held against it. */
export interface KeptProtocol extends Protocol {
  readonly sha256: string;
}

export function protocolJson(kept: KeptProtocol) {
  return {
    period: kept.period,
    number: kept.number,
    closed_by: kept.closedBy,
    closed_at: kept.closedAt,
    balances_sha256: kept.balancesSha256,
    sha256: kept.sha256,
    sums: {
      revenue: { ore: String(kept.sums.revenueOre) },
      cost: { ore: String(kept.sums.costOre) },
      invoiced: { ore: String(kept.sums.invoicedOre) },
      documents: kept.sums.documents,
    },
    steps: kept.steps.map((step) => ({
      step: step.step,
      state: step.state,
      sv: `${step.sv}. ${step.tellsSv}`,
      en: `${step.en}. ${step.tellsEn}`,
      judged_by: step.judgement?.judgedBy ?? null,
      judgement: step.judgement?.text ?? null,
    })),
  };
}

/** What stands at the head of a protocol, in the order it is read: on the page, on the terminal and on paper. */
export function protocolFacts(
  kept: KeptProtocol,
  language: Language,
): readonly (readonly [label: string, value: string])[] {
  const sv = language === "sv";
  const kronor = (amount: Month["sums"]["costOre"]): string => `${formatAmount(amount, language, "kr")} kr`;
  return [
    [sv ? "Stängd av" : "Closed by", `${kept.closedBy}, ${kept.closedAt.slice(0, 10)}`],
    [sv ? "Protokoll" : "Protocol", `${sv ? "nr" : "no."} ${kept.number}`],
    [sv ? "Intäkter i böckerna" : "Revenue in the books", kronor(kept.sums.revenueOre)],
    [sv ? "Kostnader i böckerna" : "Cost in the books", kronor(kept.sums.costOre)],
    [
      sv ? "Fakturerat utan moms" : "Invoiced without VAT",
      `${kronor(kept.sums.invoicedOre)}, ${kept.sums.documents} ${sv ? "dokument" : "documents"}`,
    ],
    [sv ? "Saldonas kontrollsumma (SHA-256)" : "Checksum of the balances (SHA-256)", kept.balancesSha256],
    [sv ? "Protokollets kontrollsumma (SHA-256)" : "Checksum of the protocol (SHA-256)", kept.sha256],
  ];
}

/** How a step stood, with who judged it when. */
export function stepTells(step: MonthStep, language: Language): string {
  const tells = language === "sv" ? step.tellsSv : step.tellsEn;
  if (step.judgement === undefined) return tells;
  const { text, judgedBy, judgedAt } = step.judgement;
  return `${tells === text ? tells : `${tells} ${text}`} (${judgedBy}, ${judgedAt.slice(0, 10)})`;
}

function isHash(value: string): boolean {
  return /^[0-9a-f]{64}$/.test(value);
}

/** The protocol to be signed and filed, as a paper: the same protocol gives the same bytes. */
export function protocolPaper(
  kept: KeptProtocol,
  provider: { readonly name: string; readonly synthetic: boolean },
  language: Language,
): BoardDocument {
  const sv = language === "sv";
  const month = formatPeriod(kept.period, language);
  return {
    language,
    title: `${sv ? "Månadsprotokoll" : "Month's protocol"} ${month}`,
    author: provider.name,
    day: kept.closedAt.slice(0, 10) as Day,
    isWide: false,
    footer: `${sv ? "Protokoll" : "Protocol"} ${kept.period}-${kept.number} · SHA-256 ${kept.sha256}`,
    ...(provider.synthetic
      ? { synthetic: sv ? "Exempeldata. Siffrorna är påhittade." : "Example. The figures are invented." }
      : {}),
    blocks: [
      // A hash is wider than half a page: it stands in a line of its own, and the protocol's in the foot.
      { kind: "facts", facts: protocolFacts(kept, language).filter(([, value]) => !isHash(value)) },
      {
        kind: "text",
        text: `${sv ? "Saldonas kontrollsumma (SHA-256)" : "Checksum of the balances (SHA-256)"}: ${kept.balancesSha256}`,
      },
      { kind: "heading", text: sv ? "Stegen" : "The steps" },
      {
        kind: "table",
        texts: 3,
        head: sv ? ["Steg", "Läge", "Hur det stod"] : ["Step", "State", "How it stood"],
        rows: kept.steps.map((step) => [
          sv ? step.sv : step.en,
          stepStateNames[step.state][language],
          stepTells(step, language),
        ]),
      },
      { kind: "heading", text: sv ? "Underskrift" : "Signature" },
      { kind: "text", text: sv ? "Datum och namn:" : "Date and name:" },
    ],
  };
}
