import type { CheckResult, Finding } from "./finding.ts";
import { type Reading, type Sentence, sentencePlace } from "./reading.ts";

const months = "januari februari mars april maj juni juli augusti september oktober november december".split(
  " ",
);
const future =
  /(?:(?:under|i (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)|during|in)\s((?:19|20)\d\d)\s(?:kommer|will)\b)|(?:\bkommer\b[^.;]{0,60}?\batt\b[^.;]{0,60}?\b(?:under|i \p{L}+)\s((?:19|20)\d\d))|(?:\b(?:kommande|forthcoming|upcoming)\b[^.;]{0,60}?\b(?:i|in)\s\p{L}+\s((?:19|20)\d\d))/iu;
const past =
  /(?:^|[,;]\s)(?:(?:under|hösten|våren|sommaren|during)\s)((?:19|20)\d\d)\s(?:genomfördes|slutade|började|inträffade|gjordes|har|ökade|minskade|uppgick|blev|startade|infördes|beslutades|avslutades|was|were|has|decreased|increased)\b/iu;

/** Dates and tenses (tempus och datum): the future of a year that has passed, the past of one that has not, days that do not exist. */
export function datesAndTenses(reading: Reading): CheckResult {
  const findings: Finding[] = [];
  let checks = 0;
  for (const sentence of reading.sentences) {
    for (const match of sentence.text.matchAll(/(?<![\d.,])(\d{4})-(\d{2})-(\d{2})(?!\d)/g)) {
      checks++;
      if (!isDay(Number(match[1]), Number(match[2]), Number(match[3])))
        findings.push(noSuchDay(sentence, match.index, match[0]));
    }
    for (const match of sentence.text.matchAll(
      new RegExp(`(?<!\\d)(\\d{1,2}) (${months.join("|")})(?: ((?:19|20)\\d\\d))?`, "gi"),
    )) {
      checks++;
      const month = months.indexOf((match[2] as string).toLowerCase()) + 1;
      if (!isDay(Number(match[3] ?? 2024), month, Number(match[1])))
        findings.push(noSuchDay(sentence, match.index, match[0]));
    }
    for (const match of sentence.text.matchAll(/(?<!\d)((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)(?![\d-])/g)) {
      checks++;
      if (Number(match[2]) < Number(match[1]))
        findings.push(
          dated(
            sentence,
            match.index,
            match[0],
            "warning",
            "från ≤ till / from ≤ to",
            `Perioden ${match[0]} slutar före den börjar.`,
            `The period ${match[0]} ends before it begins.`,
          ),
        );
    }
    if (reading.year === undefined) continue;
    const foretold = future.exec(sentence.text);
    const futureYear = Number(foretold?.[1] ?? foretold?.[2] ?? foretold?.[3] ?? Number.NaN);
    if (foretold !== null && futureYear <= reading.year) {
      checks++;
      findings.push(
        dated(
          sentence,
          foretold.index,
          foretold[0],
          "warning",
          `${futureYear} ≤ ${reading.year}`,
          `Framtid om ${futureYear} i en rapport för ${reading.year}: texten är troligen kvar från en tidigare rapport.`,
          `The future tense about ${futureYear} in a report for ${reading.year}: the text is probably left from an earlier report.`,
        ),
      );
    }
    const happened = past.exec(sentence.text);
    if (happened !== null && Number(happened[1]) > reading.year) {
      checks++;
      findings.push(
        dated(
          sentence,
          happened.index,
          happened[0],
          "error",
          `${happened[1]} > ${reading.year}`,
          `Texten berättar om ${happened[1]} som förflutet i en rapport för ${reading.year}.`,
          `The text tells of ${happened[1]} as past in a report for ${reading.year}.`,
        ),
      );
    }
    findings.push(...tooLate(sentence, reading.year));
    const turned = /från [^.,;]{1,40}?\b((?:19|20)\d\d)\s+till\s[^.,;]{1,40}?\b((?:19|20)\d\d)/i.exec(
      sentence.text,
    );
    if (turned !== null && Number(turned[1]) >= Number(turned[2]))
      findings.push(
        dated(
          sentence,
          turned.index,
          turned[0],
          "warning",
          "från < till / from < to",
          `Förändringen går från ${turned[1]} till ${turned[2]}.`,
          `The change goes from ${turned[1]} to ${turned[2]}.`,
        ),
      );
    for (const match of sentence.text.matchAll(/(?<![\d.,/§:-])((?:19|20)\d\d)(?![\d/:]|[.,-]\d)/g)) {
      const year = Number(match[1]);
      if (
        year <= reading.year + 30 ||
        /agenda|vision|mål|goal|target|[A-Z]{2,}\s?$/i.test(
          sentence.text.slice(Math.max(0, match.index - 30), match.index),
        )
      )
        continue;
      checks++;
      findings.push(
        dated(
          sentence,
          match.index,
          match[0],
          "note",
          `${year} > ${reading.year} + 30`,
          `Årtalet ${year} ligger långt efter rapportens år ${reading.year}.`,
          `The year ${year} lies far beyond the report's ${reading.year}.`,
        ),
      );
    }
  }
  findings.push(...headsOf(reading), ...seasons(reading));
  return { checks: checks + reading.tables.length, findings };
}

const toCome =
  /\b(?:kommer|ska|skall|planer\p{L}*|inför|t\.o\.m|till och med|fram till|prognos\p{L}*|beräkna\p{L}*|förvänta\p{L}*|vänta\p{L}*|mål\p{L}*|fortsätt\p{L}*|fortsatt|framåt|senast|perioden|avtal\p{L}*|will|planned|until|expected|target|forecast|by)\b/iu;
const told =
  /\b(?:under|för|helåret|utfallet|våren|hösten|sommaren|during|for)\s((?:19|20)\d\d)(?!\s?[-–]\s?\d)/giu;

/** A year well after the report's, told of as if it had been. */
function tooLate(sentence: Sentence, reportYear: number): Finding[] {
  if (
    toCome.test(sentence.text) ||
    !/\b(?:har|hade|var|blev|uppgick|visar|finns|\p{L}{3,}(?:ades?|ats|tes)|was|were|has|had)\b/iu.test(
      sentence.text,
    )
  )
    return [];
  return [...sentence.text.matchAll(told)]
    .filter((match) => Number(match[1]) >= reportYear + 2 && Number(match[1]) <= reportYear + 30)
    .map((match) =>
      dated(
        sentence,
        match.index,
        match[0],
        "warning",
        `${match[1]} > ${reportYear}`,
        `Texten berättar om ${match[1]} i en rapport för ${reportYear}.`,
        `The text tells of ${match[1]} in a report for ${reportYear}.`,
      ),
    );
}

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return last !== undefined && day >= 1 && day <= last;
}

function noSuchDay(sentence: Sentence, at: number, text: string): Finding {
  return dated(
    sentence,
    at,
    text,
    "error",
    "kalendern / the calendar",
    `Dagen ${text} finns inte.`,
    `There is no day ${text}.`,
  );
}

function dated(
  sentence: Sentence,
  at: number,
  printed: string,
  severity: Finding["severity"],
  rule: string,
  message_sv: string,
  message_en: string,
): Finding {
  return {
    kind: "date",
    severity,
    where: [sentencePlace(sentence, at)],
    printed,
    computed: "-",
    rule,
    message_sv,
    message_en,
  };
}

/** Two columns of one table with the same head, or outcomes of years with one left out. */
function headsOf(reading: Reading): Finding[] {
  const found: Finding[] = [];
  for (const table of reading.tables) {
    const place = { ...table.place, section: table.section, text: table.caption.slice(-120) };
    const heads = table.columns
      .filter((column) => column.year !== undefined && column.kind !== "unknown")
      .map((column) => `${column.kind} ${column.year} ${column.part ?? ""}`);
    const twice = heads.find((head, index) => heads.indexOf(head) !== index);
    if (twice !== undefined && table.rows.every((row) => row.aligned))
      found.push({
        kind: "date",
        severity: "warning",
        where: [place],
        printed: twice.trim(),
        computed: "-",
        rule: "en kolumn, en period / one column, one period",
        message_sv: `Två kolumner i tabellen har samma rubrik (${twice.trim()}).`,
        message_en: `Two columns of the table have the same head (${twice.trim()}).`,
      });
    const years = [
      ...new Set(
        table.columns
          .filter((column) => column.kind === "actual" && column.part === undefined)
          .flatMap((column) => column.year ?? []),
      ),
    ].toSorted((a, b) => a - b);
    const budgets = [
      ...new Set(table.columns.filter((column) => column.kind === "budget").map((column) => column.year)),
    ];
    const isVariance = table.columns.some((column) => column.kind === "variance");
    if (
      isVariance &&
      budgets.length === 1 &&
      budgets[0] !== undefined &&
      years.length > 0 &&
      budgets[0] !== years.at(-1)
    )
      found.push({
        kind: "date",
        severity: "warning",
        where: [place],
        printed: String(years.at(-1)),
        computed: String(budgets[0]),
        rule: "utfall och budget av samma år / outcome and budget of one year",
        message_sv: `Avvikelsen gäller budget ${budgets[0]}, men utfallet är för ${years.join(", ")}.`,
        message_en: `The variance is from the budget of ${budgets[0]}, but the outcome is of ${years.join(", ")}.`,
      });
    const isGap =
      years.length >= 2 && years.some((year, index) => index > 0 && year - (years[index - 1] as number) > 1);
    const isAlone = reading.tables.every((other) => other === table || !hasGap(other));
    if (isGap && years.length <= 4 && reading.year !== undefined && reading.tables.length >= 3 && isAlone)
      found.push({
        kind: "date",
        severity: "warning",
        where: [place],
        printed: years.join(", "),
        computed: String(reading.year),
        rule: "år i följd / years in sequence",
        message_sv: `Tabellens år (${years.join(", ")}) hänger inte ihop med rapportens år ${reading.year}.`,
        message_en: `The table's years (${years.join(", ")}) do not go together with the report's year ${reading.year}.`,
      });
  }
  return found;
}

function hasGap(table: Reading["tables"][number]): boolean {
  const years = [
    ...new Set(
      table.columns.filter((column) => column.kind === "actual").flatMap((column) => column.year ?? []),
    ),
  ].toSorted((a, b) => a - b);
  return years.some((year, index) => index > 0 && year - (years[index - 1] as number) > 1);
}

const season = /\b(våren|sommaren|hösten|vintern|spring|summer|autumn|winter)\s((?:19|20)\d\d)/i;

/** The same event told twice, in different seasons. */
function seasons(reading: Reading): Finding[] {
  const told = reading.sentences.flatMap((sentence) => {
    const match = season.exec(sentence.text);
    return match === null ? [] : [{ sentence, match }];
  });
  const found: Finding[] = [];
  told.forEach((one, index) => {
    for (const other of told.slice(index + 1)) {
      if (one.match[2] !== other.match[2] || one.match[1]?.toLowerCase() === other.match[1]?.toLowerCase())
        continue;
      const shared = [...one.sentence.stems].filter((word) => other.sentence.stems.has(word)).length;
      if (shared < 6 || shared / Math.min(one.sentence.stems.size, other.sentence.stems.size) < 0.6) continue;
      found.push({
        kind: "same-fact",
        severity: "warning",
        where: [
          sentencePlace(one.sentence, one.match.index),
          sentencePlace(other.sentence, other.match.index),
        ],
        printed: one.match[0],
        computed: other.match[0],
        rule: "samma händelse, samma tid / one event, one time",
        message_sv: `Samma händelse dateras till ${one.match[0]} och till ${other.match[0]}.`,
        message_en: `The same event is dated ${one.match[0]} and ${other.match[0]}.`,
      });
    }
  });
  return found;
}
