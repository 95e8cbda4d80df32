/** Errors planted into a report's text, one at a time: what an author or a typist does wrong. */
export interface Mutation {
  readonly kind:
    | "cell"
    | "sign"
    | "prose-figure"
    | "direction"
    | "attachment"
    | "section"
    | "year"
    | "head-year";
  readonly line: number;
  readonly before: string;
  readonly after: string;
  readonly text: string;
}

const directions: readonly (readonly [RegExp, string])[] = [
  [/\bökat\b/, "minskat"],
  [/\bminskat\b/, "ökat"],
  [/\bökade\b/, "minskade"],
  [/\bminskade\b/, "ökade"],
  [/\blägre\b/, "högre"],
  [/\bhögre\b/, "lägre"],
  [/\bökning\b/, "minskning"],
  [/\bminskning\b/, "ökning"],
  [/\böverskott\b/, "underskott"],
  [/\bincreased\b/, "decreased"],
  [/\bdecreased\b/, "increased"],
  [/\blower\b/, "higher"],
  [/\bhigher\b/, "lower"],
];

/** A number with another digit: never the same, never led by a nought. */
export function slipped(number: string, turn: number): string {
  const at = [...number.matchAll(/[1-9]/g)].map((match) => match.index);
  if (at.length === 0) return number;
  // Not the last digit, which rounding may excuse.
  const place = at[turn % Math.max(1, at.length - 1)] as number;
  const digit = Number(number[place]);
  const other = 1 + ((digit + 2 + (turn % 5)) % 9);
  return number.slice(0, place) + String(other === digit ? (other % 9) + 1 : other) + number.slice(place + 1);
}

const cell = /(?<![\d\p{L},.])-?\d{1,3}(?:[ ,]\d{3})*(?:[.,]\d)?(?![\d%])/gu;
const prose = /(?<![\d\p{L},.])\d+(?:,\d)?(?= (?:miljoner|procent|mnkr|million|per cent))/gu;

/** Every place of a text where an error of some kind can be planted. `tableLines` are the lines that rows stand on. */
export function mutationsOf(text: string, tableLines: ReadonlySet<number>): Mutation[] {
  const lines = text.split("\n");
  const found: Mutation[] = [];
  let turn = 0;
  const plant = (kind: Mutation["kind"], index: number, at: number, before: string, after: string): void => {
    if (before === after) return;
    const line = lines[index] as string;
    const changed = [...lines];
    changed[index] = line.slice(0, at) + after + line.slice(at + before.length);
    found.push({ kind, line: index + 1, before, after, text: changed.join("\n") });
  };
  lines.forEach((line, index) => {
    if (tableLines.has(index + 1)) {
      for (const match of line.matchAll(cell)) {
        plant("cell", index, match.index, match[0], slipped(match[0], turn++));
        if (match[0].startsWith("-")) plant("sign", index, match.index, match[0], match[0].slice(1));
        else if (/[1-9]/.test(match[0])) plant("sign", index, match.index, match[0], `-${match[0]}`);
      }
      return;
    }
    for (const match of line.matchAll(prose))
      plant("prose-figure", index, match.index, match[0], slipped(match[0], turn++));
    for (const [word, other] of directions) {
      const match = word.exec(line);
      if (match !== null) plant("direction", index, match.index, match[0], other);
    }
    for (const match of line.matchAll(/(?<=\b[Bb]ilaga )\d/g)) {
      plant("attachment", index, match.index, match[0], "14");
      plant("attachment", index, match.index, match[0], String((Number(match[0]) % 7) + 1));
    }
    for (const match of line.matchAll(/(?<=(?:avsnitt|kapitel) )[\d.]+\d/g))
      plant("section", index, match.index, match[0], `${match[0]}9`);
    for (const match of line.matchAll(/(?<=(?:Under|under|för|från|jämfört med) )20\d\d(?!\S)/g))
      plant("year", index, match.index, match[0], String(Number(match[0]) + (turn++ % 2 === 0 ? 1 : 10)));
    for (const match of line.matchAll(/(?<=(?:Bokslut|Utfall|Budget) )20\d\d/g))
      plant("head-year", index, match.index, match[0], String(Number(match[0]) - 1));
  });
  return found;
}
