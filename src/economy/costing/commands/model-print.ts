import { textTable } from "../../../platform/command/index.ts";
import { type Ore, formatKronor } from "../../../kernel/index.ts";
import { formatAmount, inLanguage, type Language } from "../../../platform/language/index.ts";
import type { Compared, ModelDifference, ModelText, TestedExample } from "../actions/index.ts";
import {
  type CostModel,
  type ListedModel,
  type ModelReport,
  type Movement,
  agrees,
  nowhereRows,
  placesOf,
} from "../index.ts";

interface Asked {
  readonly year: number;
  readonly scenario: string;
}

const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
const kr = (amount: Ore): string => formatAmount(amount, "sv", "kr");

export function listText(stored: readonly ListedModel[]): string {
  if (stored.length === 0) return "Ingen kalkylmodell är inläst.";
  return textTable(
    ["modell", "gäller från", "till", "kontrollsumma"],
    stored.map((one) => [one.model, one.validFrom, one.validTo ?? "", one.sha256.slice(0, 12)]),
  );
}

/** The coverage and the steps of a model on a year, in kronor. Problems are told beside. */
export function checkText({ model, coverage, conservation }: ModelReport, { year, scenario }: Asked): string {
  const lines = [`${model.model} från ${model.validFrom}, prövad på ${year}, ${scenario}`];
  const places = placesOf(coverage);
  const services = places.filter(({ place }) => place.kind === "service");
  const pools = places.filter(({ place }) => place.kind !== "service");
  const direct = services.reduce((sum, one) => sum + one.amountOre, 0) as Ore;
  lines.push(
    "",
    textTable(
      ["hamnar i", "konton", "kostnadsställen", "kr"],
      [
        ...pools.map((one) => [
          one.place.kind === "nowhere" ? "INGENSTANS" : one.place.code,
          String(one.accounts),
          String(one.costCentres),
          kr(one.amountOre),
        ]),
        [`direkt på ${services.length} tjänster`, "", "", kr(direct)],
        ["summa", "", "", kr(coverage.inOre)],
      ],
      { figures: 3 },
    ),
  );
  const nowhere = nowhereRows(coverage);
  if (nowhere.length > 0) {
    lines.push(
      "",
      textTable(
        ["konto", "kostnadsställe", "månader", "hamnar ingenstans, kr"],
        nowhere.map((row) => [
          row.account,
          row.costCentre || "–",
          row.firstPeriod === row.lastPeriod ? row.firstPeriod : `${row.firstPeriod} – ${row.lastPeriod}`,
          kr(row.amountOre),
        ]),
        { figures: 1 },
      ),
    );
  }
  if (conservation === undefined) lines.push("", "Kalkylen är inte räknad: rätta det som stoppar först.");
  if (conservation !== undefined) {
    lines.push(
      "",
      textTable(
        ["steg", "in, kr", "ut, kr", ""],
        [
          ...conservation.steps.map((one) => [
            one.from,
            kr(one.inOre),
            kr(one.outOre),
            one.isKept ? "lika" : "OLIKA",
          ]),
          [
            "hela kalkylen",
            kr(conservation.inOre),
            kr(conservation.outOre),
            conservation.inOre === conservation.outOre ? "lika" : "OLIKA",
          ],
        ],
        { figures: 3 },
      ),
    );
  }
  return lines.join("\n");
}

const kinds = {
  model: "modell",
  pool: "pool",
  direct: "direkt",
  step: "steg",
  block: "block",
  key: "nyckel",
  assignment: "tilldelning",
  exception: "undantag",
  measure: "mått",
} as const;
const changed = { added: "ny", removed: "borttagen", changed: "ändrad" } as const;

export function diffText({ changes, services, customers }: ModelDifference, of: Compared): string {
  if (changes.length === 0) return `${of.before} och ${of.after} har samma regler.`;
  const who = ({ by, at }: { readonly by?: string; readonly at?: string }): string =>
    [by, at?.slice(0, 10)].filter((one) => one !== undefined).join(" ");
  const parts = [
    `${of.before} → ${of.after}`,
    textTable(
      ["vad", "kod", "", "före", "efter", "av", "ensam: tjänster, kr", "kunder, kr"],
      changes.map((one) => [
        kinds[one.kind],
        one.code,
        changed[one.change],
        one.before,
        one.after,
        who(one),
        one.aloneServicesOre === undefined ? "" : kr(one.aloneServicesOre),
        one.aloneOre === undefined ? "" : `${kr(one.aloneOre)}${one.isLast === true ? "*" : ""}`,
      ]),
      { figures: 2 },
    ),
    ...(changes.some((one) => one.isLast === true)
      ? ["* kan inte stå ensam på den första modellen: det som den andra skulle förlora utan ändringen."]
      : []),
    ...perChange(changes),
  ];
  const moved = (rows: readonly Movement[], what: string): string =>
    rows.length === 0
      ? `Inget flyttas mellan ${what}.`
      : textTable(
          [`${what}, kr, ${of.year} ${of.scenario}`, "före", "efter", "ändring"],
          [
            ...rows.map((one) => [one.code || "–", kr(one.beforeOre), kr(one.afterOre), kr(one.movedOre)]),
            ["summa", "", "", kr(rows.reduce((sum, one) => sum + one.movedOre, 0) as Ore)],
          ],
          { figures: 3 },
        );
  return [...parts, moved(services, "tjänster"), moved(customers, "kunder")].join("\n\n");
}

/** Of each change by itself, whom it moves most. */
function perChange(changes: ModelDifference["changes"]): string[] {
  if (changes.length < 2) return [];
  const rows = changes.flatMap(({ kind, code, customers = [] }) =>
    customers
      .toSorted((a, b) => Math.abs(b.movedOre) - Math.abs(a.movedOre))
      .slice(0, shownPerChange)
      .map((one) => [`${kinds[kind]} ${code}`, one.code || "–", kr(one.movedOre)]),
  );
  if (rows.length === 0) return [];
  return [textTable([`ändringen ensam (de ${shownPerChange} största)`, "kund", "kr"], rows, { figures: 1 })];
}

const shownPerChange = 3;

interface Tested {
  readonly model: CostModel;
  readonly examples: readonly TestedExample[];
}

export function testJson({ model, examples }: Tested) {
  return {
    model: `${model.model}@${model.validFrom}`,
    passed: examples.filter((one) => one.holds).length,
    failed: examples.filter((one) => !one.holds).length,
    examples: examples.map(({ name, line, holds, figures, problems }) => ({
      name,
      line,
      holds,
      figures: figures.map(({ kind, code, expectedOre, gotOre }) => ({
        kind,
        code,
        expected: money(expectedOre),
        got: money(gotOre),
      })),
      problems,
    })),
  };
}

export function testText({ model, examples }: Tested): string {
  if (examples.length === 0) return `${model.model} har inga exempel; skriv dem under tests.`;
  const lines = examples.flatMap((one) => {
    const rows = one.figures.map((figure) => [
      `  ${figure.code}`,
      formatKronor(figure.expectedOre),
      formatKronor(figure.gotOre),
      agrees(figure) ? "" : "≠",
    ]);
    const faults =
      one.figures.length > 0 ? [] : one.problems.map((problem) => `  ${problem.code}: ${problem.message_sv}`);
    return [
      `${one.holds ? "✓" : "✗"} ${one.name} (rad ${one.line})`,
      ...(rows.length === 0 ? [] : [textTable(["  ", "väntat", "blev", ""], rows, { figures: 3 })]),
      ...faults,
    ];
  });
  const failed = examples.filter((one) => !one.holds).length;
  return [...lines, `${examples.length - failed} stämmer, ${failed} stämmer inte`].join("\n");
}

/** Every text of a model: who, when and why, the latest last. */
export function historyText(history: readonly ModelText[], language: Language): string {
  const heads = inLanguage(language, {
    sv: ["text", "när", "vem", "varför"],
    en: ["text", "when", "who", "why"],
  });
  return textTable(
    heads,
    history.map(({ name, at, by, why }) => [
      name,
      at === undefined ? "-" : new Date(at).toISOString().slice(0, 16).replace("T", " "),
      by ?? "-",
      why ?? "-",
    ]),
  );
}
