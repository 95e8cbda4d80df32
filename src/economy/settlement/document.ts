import type { BoardBlock, BoardDocument } from "../../formats/pdf/index.ts";
import { type Day, type Ore, sumOre } from "../../kernel/index.ts";
import { formatAmount } from "../../platform/language/index.ts";
import type { SettlementRecord } from "./record.ts";
import { stateSv } from "./record.ts";
import { policyWords } from "./words.ts";

/** Names beside the codes, as a board reads them. */
export interface DocumentNames {
  readonly provider: string;
  /** Said at the top, so that nobody takes an invented city for a real one. */
  readonly synthetic: boolean;
  readonly serviceClass: (code: string) => string;
  readonly service: (code: string) => string;
  readonly customer: (code: string) => string;
}

/** A part of the document, the same whether it is printed as Markdown or HTML. */
export type DocumentBlock =
  | { readonly kind: "title"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      /** The first column is text, the others are amounts. */
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly total: readonly string[];
    };

/** The proposal as the board gets it (tjänsteutlåtande), in Swedish: what is proposed, by which rules, from which figures. */
export function settlementDocument(record: SettlementRecord, names: DocumentNames): readonly DocumentBlock[] {
  const { computed, policy, rest, year } = record;
  const kr = (amount: Ore): string => formatAmount(amount, "sv");
  const verb = computed.totalOre >= 0 ? "återbetala" : "debitera";
  const total = kr(Math.abs(computed.totalOre) as Ore);
  const decided =
    record.decision === undefined ? [] : [`Beslut: ${record.decision}, ${record.decidedBy ?? ""}.`];
  return [
    { kind: "title", text: `Återreglering till kund ${year}` },
    ...(names.synthetic ? [{ kind: "text", text: "Exempel: uppgifterna är påhittade." } as const] : []),
    { kind: "heading", text: "Förslag till beslut" },
    {
      kind: "text",
      text: `${names.provider} föreslås ${verb} ${total} kronor för ${year} till ${computed.customers.length} kunder enligt fördelningen nedan.`,
    },
    { kind: "heading", text: "Regler" },
    {
      kind: "list",
      items: policyWords(policy, "sv", names.serviceClass).map(([name, choice]) => `${name}: ${choice}`),
    },
    ...(policy.decidedTotalOre === undefined
      ? []
      : [
          {
            kind: "text",
            text: `Beslutad summa ${kr(policy.decidedTotalOre)} kronor i stället för de beräknade ${kr(computed.computedOre)}.`,
          } as const,
        ]),
    ...policy.financing.map(
      (entry) =>
        ({
          kind: "text",
          text: `Av överskottet i ${names.service(entry.from.service)} finansierar ${kr(entry.amountOre)} kronor ${names.service(entry.to.service)} (${entry.decision}).`,
        }) as const,
    ),
    { kind: "heading", text: "Beräkning per tjänst, kronor" },
    {
      kind: "table",
      head: ["Tjänst", "Fakturerat", "Kostnad", "Finansiering", "Från förra året", "Resultat", "Regleras"],
      rows: computed.services.map((row) => [
        names.service(row.service),
        ...[
          row.invoicedOre,
          row.costOre,
          row.financingOre,
          row.carriedOre,
          row.recoveryOre,
          row.settledOre,
        ].map(kr),
      ]),
      total: [
        "Summa",
        ...(
          ["invoicedOre", "costOre", "financingOre", "carriedOre", "recoveryOre", "settledOre"] as const
        ).map((column) => kr(sumOre(computed.services.map((row) => row[column])))),
      ],
    },
    { kind: "heading", text: "Fördelning per kund, kronor" },
    {
      kind: "table",
      head: ["Kund", "Betalat", "Regleras"],
      rows: computed.customers.map((row) => [
        names.customer(row.customer),
        kr(sumOre(row.because.map((reason) => reason.paidOre))),
        kr(row.amountOre),
      ]),
      total: [
        "Summa",
        kr(sumOre(computed.customers.flatMap((row) => row.because.map((reason) => reason.paidOre)))),
        kr(computed.totalOre),
      ],
    },
    { kind: "text", text: "Positiva belopp går till kunden." },
    { kind: "heading", text: "Efter helåret" },
    {
      kind: "text",
      text:
        rest === undefined
          ? "Resten visar sig när årets sista månad är bokförd."
          : `Resten efter helåret är ${kr(rest.totalOre)} kronor.`,
    },
    { kind: "heading", text: "Underlag" },
    {
      kind: "list",
      items: [
        `Läge: ${stateSv(record.state)}, föreslagen av ${record.proposedBy}.`,
        ...decided,
        `Underlagets kontrollsumma (SHA-256): ${record.inputsSha256}`,
      ],
    },
  ];
}

/** The same as a board's paper: sums in a table's last row, so that nothing stands twice. */
export function documentAsPaper(
  blocks: readonly DocumentBlock[],
  { provider, day, footer }: { readonly provider: string; readonly day: Day; readonly footer: string },
): BoardDocument {
  const title = blocks.find((block) => block.kind === "title");
  return {
    language: "sv",
    title: title?.text ?? "",
    author: provider,
    day,
    isWide: blocks.some((block) => block.kind === "table" && block.head.length > 5),
    footer,
    blocks: blocks.flatMap((block): BoardBlock[] => {
      if (block.kind === "title") return [];
      return [block.kind === "table" ? { ...block, texts: 1 } : block];
    }),
  };
}

export function documentAsMarkdown(blocks: readonly DocumentBlock[]): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return `${blocks
    .map((block) => {
      if (block.kind === "title") return `# ${block.text}`;
      if (block.kind === "heading") return `## ${block.text}`;
      if (block.kind === "text") return block.text;
      if (block.kind === "list") return block.items.map((item) => `- ${item}`).join("\n");
      return [
        row(block.head),
        row(block.head.map((_, index) => (index === 0 ? "---" : "---:"))),
        ...block.rows.map(row),
        row(block.total),
      ].join("\n");
    })
    .join("\n\n")}\n`;
}

/** A page of its own, without scripts or anything fetched: it is kept with the decision. */
export function documentAsHtml(blocks: readonly DocumentBlock[]): string {
  const title = blocks.find((block) => block.kind === "title");
  const cells = (tag: "td" | "th", row: readonly string[]): string =>
    `<tr>${row.map((text, index) => (index === 0 ? `<th scope="row">${escaped(text)}</th>` : `<${tag}>${escaped(text)}</${tag}>`)).join("")}</tr>`;
  const body = blocks.map((block) => {
    if (block.kind === "title") return `<h1>${escaped(block.text)}</h1>`;
    if (block.kind === "heading") return `<h2>${escaped(block.text)}</h2>`;
    if (block.kind === "text") return `<p>${escaped(block.text)}</p>`;
    if (block.kind === "list")
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
    const head = `<tr>${block.head.map((text) => `<th scope="col">${escaped(text)}</th>`).join("")}</tr>`;
    return `<table><thead>${head}</thead><tbody>${block.rows.map((row) => cells("td", row)).join("\n")}</tbody><tfoot>${cells("td", block.total)}</tfoot></table>`;
  });
  return `<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title?.kind === "title" ? title.text : "")}</title>
<style>${style}</style></head><body>
${body.join("\n")}
</body></html>
`;
}

const style =
  "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}" +
  "table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums;display:block;overflow-x:auto}" +
  "th,td{padding:.2rem .6rem;text-align:right;border-bottom:1px solid #ccc;white-space:nowrap}th:first-child{text-align:left}" +
  "tfoot th,tfoot td{font-weight:bold;border-top:2px solid #111}";

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
