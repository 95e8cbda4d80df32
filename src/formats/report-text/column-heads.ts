import type { Column, ColumnKind } from "./document.ts";

const month =
  "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|january|february|march|may|june|july|august|october|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|dec";

/** The words of column heads, longest first: a head is one of these, a month, a year, or a run of them. */
const words: readonly (readonly [ColumnKind, string])[] = [
  [
    "percent",
    "andel i procent|procentuell förändring|förändring i procent|förändring i %|förändr\\.? ?%|förändring,? ?%|change in %|change %|andel,? ?%|andel|share|procent|percent",
  ],
  [
    "variance",
    "avvikelse(?: mot budget)?|budgetavvikelse|differens|diff\\.?|variance|deviation|skillnad|difference",
  ],
  ["change", "förändring|change|ökning/minskning"],
  ["budget", "budget|plan|planerat|budgeterat|anslag enligt budget"],
  ["forecast", "helårsprognos|årsprognos|prognos|forecast"],
  ["actual", "bokslut|ackumulerat utfall|utfall|actual|outcome|ack\\.? utfall|helår"],
  ["total", "totalt|summa|total|sum"],
];
const year = "(?:19|20)\\d\\d";
const range = `${year}[-–/](?:(?:19|20)?\\d\\d)(?:-\\d\\d)?`;
const day = `(?:${year}-\\d\\d-\\d\\d|\\d{1,2} (?:${month}) ${year})`;
const scanner = new RegExp(
  `(?<![\\p{L}\\d])(?:(?:${words.map(([kind, pattern]) => `(?<${kind}>${pattern})`).join("|")})(?![\\p{L}])|(?<day>${day})|(?<range>${range})|(?<year>${year})(?!\\d)|(?<month>${month})(?![\\p{L}]))`,
  "giu",
);

/** The columns that a head's text names, from left to right: "Bokslut 2024 Budget 2024 Avvikelse Bokslut 2023". */
export function columnsOf(head: string): Column[] {
  const columns: Column[] = [];
  let open: { kind: ColumnKind; year?: number; part?: string; head: string[] } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    if (open.kind !== "unknown" || open.year !== undefined || open.part !== undefined)
      columns.push({
        head: open.head.join(" "),
        // A bare year is a column of outcomes.
        kind: open.kind === "unknown" && open.year !== undefined ? "actual" : open.kind,
        ...(open.year === undefined ? {} : { year: open.year }),
        ...(open.part === undefined ? {} : { part: open.part }),
      });
    open = undefined;
  };
  for (const match of head.matchAll(scanner)) {
    const groups = match.groups ?? {};
    const kind = words.map(([name]) => name).find((name) => groups[name] !== undefined);
    const said = groups["year"] ?? groups["day"] ?? groups["range"];
    if (kind !== undefined) {
      close();
      open = { kind, head: [match[0]] };
      continue;
    }
    if (groups["month"] !== undefined) {
      if (open === undefined || open.year !== undefined || open.part !== undefined) {
        close();
        open = { kind: "unknown", head: [] };
      }
      open.part = groups["month"].toLowerCase();
      open.head.push(match[0]);
      continue;
    }
    if (said === undefined) continue;
    if (
      open === undefined ||
      open.year !== undefined ||
      ["variance", "change", "percent"].includes(open.kind)
    ) {
      close();
      open = { kind: "unknown", head: [] };
    }
    open.year = Number(/(?:19|20)\d\d/.exec(said)?.[0]);
    if (groups["range"] !== undefined) open.part = said;
    open.head.push(match[0]);
  }
  close();
  return columns;
}

/** One column's own head, where the format keeps heads apart. */
export function columnOf(head: string): Column {
  const found = columnsOf(head);
  const first = found[0];
  if (first === undefined) return { head, kind: /%/.test(head) ? "percent" : "unknown" };
  const years = found.filter((column) => column.year !== undefined);
  const kind =
    found.find((column) => column.kind !== "actual" && column.kind !== "unknown")?.kind ?? first.kind;
  return {
    ...first,
    kind: /%/.test(head) && kind !== "actual" ? "percent" : kind,
    head,
    ...(years[0]?.year === undefined ? {} : { year: years[0].year }),
  };
}

/** Whether a text is the head of a table rather than words: at least two columns in it. */
export function isHead(text: string): boolean {
  return columnsOf(text).length >= 2;
}
