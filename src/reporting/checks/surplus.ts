import type { CheckResult, Finding } from "./finding.ts";
import { figuresOf, type ProseFigure } from "./prose-figures.ts";
import { type Reading, type Sentence, sentencePlace, tablePlace } from "./reading.ts";
import { rowIndex, says, type SubjectRow } from "./prose-against-tables.ts";
import { looksLike } from "./rounding.ts";
import { saysResult } from "./words.ts";

const surplus = /\b(?:överskott|surplus)/i;
const deficit = /\b(?:underskott|deficit)/i;

/** "Överskott" of a figure that the tables print as a negative result, and the other way round. */
export function surplusAndDeficit(reading: Reading): CheckResult {
  const findings: Finding[] = [];
  let checks = 0;
  // The first tables of a report tell its result; what hundreds of chapters say each for itself is not held against all of them.
  const results = rowIndex(reading)
    .rows.filter((one) => saysResult(one.row.label))
    .slice(0, 60);
  for (const sentence of reading.sentences) {
    const [isSurplus, isDeficit] = [surplus.test(sentence.text), deficit.test(sentence.text)];
    if (isSurplus === isDeficit) continue;
    const word = (isSurplus ? surplus : deficit).exec(sentence.text);
    const figure = figuresOf(sentence).find(
      (one) =>
        one.unit === "money" && word !== null && one.offset > word.index && one.offset < word.index + 60,
    );
    if (figure === undefined || word === null) continue;
    const said = results.flatMap((one) =>
      one.row.cells.flatMap((cell, column) =>
        cell !== undefined && cell.value !== 0 && says({ ...figure, about: "" }, cell, one.table)
          ? [{ one, column, cell }]
          : [],
      ),
    );
    const [first] = said;
    if (first === undefined) {
      findings.push(...slip(sentence, figure, word, results, reading));
      continue;
    }
    checks++;
    if (said.some(({ cell }) => cell.value > 0 === isSurplus)) continue;
    findings.push({
      kind: "claim",
      severity: "error",
      where: [sentencePlace(sentence, word.index), tablePlace(first.one.table, first.one.at, first.column)],
      printed: `${word[0]} ${figure.printed}`,
      computed: first.cell.printed,
      rule: isSurplus ? "överskott > 0 / surplus > 0" : "underskott < 0 / deficit < 0",
      message_sv: `Texten kallar ${figure.printed} ett ${word[0].toLowerCase()}, men ”${first.one.row.label}” är tryckt ${first.cell.printed}.`,
      message_en: `The text calls ${figure.printed} a ${isSurplus ? "surplus" : "deficit"}, but "${first.one.row.label}" is printed ${first.cell.printed}.`,
    });
  }
  return { checks, findings };
}

const whole =
  /\b(?:nämnden|myndigheten|förvaltningen|bolaget|kommunen|verksamheten|helåret|årets|the (?:result|year|provider|authority|agency))\b/i;

/** The surplus of the whole, said with a figure that is nearly that of the result. */
function slip(
  sentence: Sentence,
  figure: ProseFigure,
  word: RegExpExecArray,
  results: readonly SubjectRow[],
  reading: Reading,
): Finding[] {
  if (
    !whole.test(sentence.text.slice(0, word.index)) ||
    (figure.year !== undefined && figure.year !== reading.year)
  )
    return [];
  for (const one of results) {
    const column = one.table.columns.findIndex(
      (head) => head.kind === "actual" && head.part === undefined && head.year === reading.year,
    );
    const cell = one.row.cells[column];
    const scale = one.table.factor === undefined ? 1 : figure.factor / one.table.factor;
    if (cell === undefined || !looksLike(figure.value * scale, cell.value, 2)) continue;
    return [
      {
        kind: "same-fact",
        severity: "warning",
        where: [sentencePlace(sentence, figure.offset), tablePlace(one.table, one.at, column)],
        printed: figure.printed,
        computed: cell.printed,
        rule: "samma uppgift, samma siffra / one fact, one figure",
        message_sv: `Texten säger ${figure.printed} i ${word[0].toLowerCase()}, men ”${one.row.label}” är tryckt ${cell.printed}.`,
        message_en: `The text says a ${word[0].toLowerCase()} of ${figure.printed}, but "${one.row.label}" is printed ${cell.printed}.`,
      },
    ];
  }
  return [];
}
