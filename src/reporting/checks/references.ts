import type { CheckResult, Finding, FindingPlace } from "./finding.ts";
import { type Reading, type Sentence, sentencePlace } from "./reading.ts";
import { stemsOf } from "./words.ts";

interface Reference {
  readonly number: number;
  readonly sentence: Sentence;
  readonly offset: number;
  readonly about: ReadonlySet<string>;
}

/** References (hänvisningar): sections that exist, and attachments that are one thing each. */
export function references(reading: Reading): CheckResult {
  const sections = sectionReferences(reading);
  const attachments = attachmentReferences(reading);
  return {
    checks: sections.checks + attachments.checks,
    findings: [...sections.findings, ...attachments.findings],
  };
}

const section =
  /(?<!\p{L})(?:avsnitt|kapitel|kap\.|section|chapter)\s(\d{1,2}(?:\.\d{1,2})*)(?![\d§]| ?(?:§|kap))/giu;

function sectionReferences({ sentences, headings }: Reading): CheckResult {
  const numbers = new Set(headings.map((one) => one.number).filter(Boolean));
  const findings: Finding[] = [];
  let checks = 0;
  // A report whose headings carry no numbers cannot be held to them; nor one where hardly any are seen.
  if (numbers.size < 4) return { checks, findings };
  const chapters = Math.max(...[...numbers].map((one) => Number(one.split(".")[0])));
  for (const sentence of sentences)
    for (const match of sentence.text.matchAll(section)) {
      const number = match[1] as string;
      // "kapitel 8 i kommunallagen" is a chapter of something else.
      if (
        /^\s(?:§|i (?!rapporten|denna|årsrapporten|årsredovisningen)\p{L}+|of (?!this|the report))/u.test(
          sentence.text.slice(match.index + match[0].length),
        )
      )
        continue;
      checks++;
      const parent = number.split(".").slice(0, -1).join(".");
      const isSeen = numbers.has(number) || [...numbers].some((one) => one.startsWith(`${number}.`));
      // Only where its neighbours are seen is the missing one known to be missing.
      if (isSeen || (parent !== "" && !numbers.has(parent) && Number(number.split(".")[0]) <= chapters))
        continue;
      findings.push({
        kind: "reference",
        severity: "error",
        where: [sentencePlace(sentence, match.index)],
        printed: match[0],
        computed: "-",
        rule: "en hänvisning finns / a reference resolves",
        message_sv: `Texten hänvisar till ${match[0]}, som inte finns bland rapportens rubriker.`,
        message_en: `The text refers to ${match[0]}, which is not among the report's headings.`,
      });
    }
  return { checks, findings };
}

const attachment = /(?<!\p{L})(?:bilaga|appendix|annex|attachment)\s(\d{1,2})(?![\d.,]*\d)/giu;

function attachmentReferences(reading: Reading): CheckResult {
  const refs: Reference[] = [];
  const titles = new Set<number>();
  for (const heading of reading.headings)
    for (const match of heading.text.matchAll(attachment)) titles.add(Number(match[1]));
  for (const sentence of reading.sentences) {
    // A line of its own that begins with the attachment is its title, or its line in a list of attachments.
    const title = /^(?:bilaga|appendix|annex|attachment)\s(\d{1,2})(?:[.:]|\s[-–]|\s\p{Lu}|$)/iu.exec(
      sentence.text,
    );
    if (title !== null) {
      titles.add(Number(title[1]));
      continue;
    }
    for (const match of sentence.text.matchAll(attachment))
      refs.push({
        number: Number(match[1]),
        sentence,
        offset: match.index,
        about: aboutOf(sentence, match.index, reading),
      });
  }
  return {
    checks: refs.length,
    findings: [...missing(refs, titles), ...twoThings(refs), ...twoNumbers(refs)],
  };
}

function aboutOf(sentence: Sentence, offset: number, reading: Reading): ReadonlySet<string> {
  const words = new Set([...sentence.stems, ...stemsOf(sentence.section)]);
  // "För mer information, se bilaga 5" says nothing itself: its section's other sentences do.
  if (sentence.stems.size < 7)
    for (const other of reading.sentences.slice(Math.max(0, sentence.index - 3), sentence.index))
      if (other.section === sentence.section) for (const word of other.stems) words.add(word);
  for (const word of [
    "bilag",
    "inform",
    "redovis",
    "rapport",
    "framg",
    "framgår",
    "se",
    "information",
    ...stemsOf(String(offset)),
  ])
    words.delete(word);
  return words;
}

function missing(refs: readonly Reference[], titles: ReadonlySet<number>): Finding[] {
  const numbers = [...new Set(refs.map((one) => one.number))].toSorted((a, b) => a - b);
  const found: Finding[] = [];
  if (titles.size >= 2) {
    for (const one of refs.filter((ref) => !titles.has(ref.number)))
      found.push(absent(one, [...titles].toSorted((a, b) => a - b).join(", "), "error"));
    return found;
  }
  // Without a list, the numbers themselves must make a series: a number beyond a gap is the likely slip.
  if (numbers.length < 3) return found;
  const gapAt = numbers.findIndex(
    (number, index) => index > 0 && number - (numbers[index - 1] as number) > 1,
  );
  if (gapAt < 0) return found;
  const beyond = numbers.slice(gapAt);
  for (const one of refs.filter((ref) => beyond.includes(ref.number) && beyond.length <= 2))
    found.push(absent(one, numbers.slice(0, gapAt).join(", "), "warning"));
  if (beyond.length > 2) {
    const before = numbers[gapAt - 1] as number;
    const first = refs.find((ref) => ref.number === numbers[gapAt]);
    if (first !== undefined)
      found.push({
        ...absent(first, String(before + 1), "warning"),
        message_sv: `Ingen text hänvisar till bilaga ${before + 1}, fast bilagorna går till ${numbers.at(-1)}: är ett nummer fel?`,
        message_en: `No text refers to attachment ${before + 1}, though the attachments go up to ${numbers.at(-1)}: is a number wrong?`,
      });
  }
  return found;
}

function absent(one: Reference, known: string, severity: Finding["severity"]): Finding {
  return {
    kind: "attachment",
    severity,
    where: [sentencePlace(one.sentence, one.offset)],
    printed: `bilaga ${one.number}`,
    computed: known,
    rule: "varje bilaga finns / every attachment exists",
    message_sv: `Bilaga ${one.number} finns inte i serien av rapportens bilagor (${known}).`,
    message_en: `Attachment ${one.number} is not in the series of the report's attachments (${known}).`,
  };
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(1, Math.min(a.size, b.size));
}

const chapter = (one: Reference): string => one.sentence.section;
const placeOf = (one: Reference): FindingPlace => sentencePlace(one.sentence, one.offset);

/** One number, two subjects: the sentences that use it have nothing in common. */
function twoThings(refs: readonly Reference[]): Finding[] {
  const found: Finding[] = [];
  for (const number of new Set(refs.map((one) => one.number))) {
    const [first, ...rest] = refs.filter((one) => one.number === number);
    const other = rest.find(
      (one) =>
        first !== undefined && chapter(one) !== chapter(first) && likeness(one.about, first.about) < 0.12,
    );
    const [one, twin] = refs.filter(
      (ref) =>
        ref.number === number &&
        refs.some((same) => same !== ref && same.number === number && same.sentence === ref.sentence),
    );
    if (one !== undefined && twin !== undefined)
      found.push({
        kind: "attachment",
        severity: "warning",
        where: [placeOf(one), placeOf(twin)],
        printed: `bilaga ${number}`,
        computed: "2",
        rule: "ett nummer, en bilaga / one number, one attachment",
        message_sv: `En mening nämner bilaga ${number} två gånger, som om det vore två bilagor.`,
        message_en: `One sentence names attachment ${number} twice, as if it were two.`,
      });
    if (first === undefined || other === undefined) continue;
    found.push({
      kind: "attachment",
      severity: "warning",
      where: [placeOf(first), placeOf(other)],
      printed: `bilaga ${number}`,
      computed: "2",
      rule: "ett nummer, en bilaga / one number, one attachment",
      message_sv: `Bilaga ${number} nämns i ”${first.sentence.section}” och i ”${other.sentence.section}” om skilda saker: ett av numren är troligen fel.`,
      message_en: `Attachment ${number} is named in "${first.sentence.section}" and in "${other.sentence.section}" about different things: one of the numbers is probably wrong.`,
    });
  }
  return found;
}

/** Two numbers in one section, for what reads as the same thing. */
function twoNumbers(refs: readonly Reference[]): Finding[] {
  const found: Finding[] = [];
  refs.forEach((one, index) => {
    for (const other of refs.slice(index + 1, index + 4)) {
      if (other.number === one.number || other.sentence === one.sentence) continue;
      const isSameSection =
        chapter(one) === chapter(other) &&
        /(?:^|\s)(?:se|see|mer information|more information)\s/i.test(other.sentence.text) &&
        other.sentence.stems.size < 7;
      const isSameThing =
        likeness(one.about, other.about) >= 0.4 &&
        [...one.about].filter((word) => other.about.has(word)).length >= 5;
      if (!isSameSection && !isSameThing) continue;
      found.push({
        kind: "attachment",
        severity: "warning",
        where: [placeOf(one), placeOf(other)],
        printed: `bilaga ${one.number}`,
        computed: `bilaga ${other.number}`,
        rule: "en bilaga, ett nummer / one attachment, one number",
        message_sv: `Det som ser ut att vara samma bilaga kallas bilaga ${one.number} och bilaga ${other.number}.`,
        message_en: `What reads as the same attachment is called attachment ${one.number} and attachment ${other.number}.`,
      });
    }
  });
  return found;
}
