const endings =
  /(?:ernas|arnas|ornas|andets|andet|ningen|ningens|ningar|ning|ningarna|erna|arna|orna|aste|ades|ande|ende|ens|ets|ade|ade[sn]|are|ast|ats|ade|en|et|er|ar|or|as|at|de|es|te|na|ed|ing|s|n|a|e|r|t)$/;

/** A word without its usual endings, Swedish and English: enough to see that "bolagen" and "bolag" are one. */
export function stem(word: string): string {
  let rest = word.toLowerCase();
  for (let turn = 0; turn < 4; turn++) {
    const cut = rest.replace(endings, "");
    if (cut.length < 4 || cut === rest) break;
    rest = cut;
  }
  return rest;
}

const small = new Set(
  "och eller i på av för med till från om som det den de en ett är var har hade att inom under över vid mot per samt även inte ej men vi vår våra dess sin sina detta denna dessa då när där här varav därav mm m.m the of and or in on for with to from by at as is was were has have had this that these those its our we".split(
    " ",
  ),
);
/** Words that say how a row stands in its table, not what it is about. */
const structural = new Set(
  "summa totalt total totala totalen summan delsumma antal andel sum totals net netto belopp mnkr mkr tkr procent genomsnitt snitt årets inklusive exklusive number"
    .split(" ")
    .map(stem),
);

/** The words that carry meaning, as stems. */
export function stemsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}][\p{L}\p{N}-]*/gu) ?? [])
    .flatMap((word) => (word.length > 6 ? word.split("-") : [word]))
    .filter((word) => word.length > 1 && !small.has(word))
    .map(stem);
}

/** What a row's label is about. */
export function subjectOf(label: string): string[] {
  return [...new Set(stemsOf(label.replaceAll(/\([^)]*\)/g, " ")))].filter((one) => !structural.has(one));
}

const sums =
  /^(?:del)?summa\b|^totalt?\b|^totala\b|^sum\b|^total\b|^s:a\b|\btotalt$|\bsumma$|^varav summa\b/i;
const results =
  /^(?:årets |periodens |verksamhetens |summa )?(?:resultat|nettoresultat|nettokostnad|kapitalförändring|över-? ?\/? ?underskott|överskott|underskott|rörelseresultat|verksamhetsutfall|verksamhetens nettokostnad|net (?:result|cost|income)|result|surplus|deficit|operating result)\b|\bkapitalförändring\b|^utgående\b|^closing\b|^balans\b/i;

/** "Summa", "Totalt": a row that says that it is a sum. */
export function saysSum(label: string): boolean {
  return sums.test(label.trim());
}
/** "Resultat", "Utgående": a row that usually follows from those above. */
export function saysResult(label: string): boolean {
  return results.test(label.trim());
}
/** "varav": a part of the row above, counted there already. */
export function saysPart(label: string): boolean {
  return /^(?:varav|därav|of which|including|- ?varav)\b/i.test(label.trim());
}
/** Opening balance. */
export function saysOpening(label: string): boolean {
  return /^(?:ingående|ib\b|opening|balance brought forward)/i.test(label.trim());
}
/** Closing balance. */
export function saysClosing(label: string): boolean {
  return /^(?:utgående|ub\b|closing|balance carried forward)/i.test(label.trim());
}

const counted: Readonly<Record<string, number>> = {
  en: 1,
  ett: 1,
  två: 2,
  tre: 3,
  fyra: 4,
  fem: 5,
  sex: 6,
  sju: 7,
  åtta: 8,
  nio: 9,
  tio: 10,
  elva: 11,
  tolv: 12,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
};
/** A number in words. */
export function numberWord(word: string): number | undefined {
  return counted[word.toLowerCase()];
}
