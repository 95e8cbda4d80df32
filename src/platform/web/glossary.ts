/** A word of the field, said so that somebody new to it can go on reading. */
export interface Term {
  /** The address on the help page. */
  readonly id: string;
  /** Forms of the word as they stand in a Swedish sentence, the first as in the glossary. */
  readonly sv: readonly string[];
  readonly en: readonly string[];
  readonly meansSv: string;
  readonly meansEn: string;
}

/** The words that the pages explain where they stand; docs/glossary.md has every word of the code, and a test holds these to it. */
export const glossary: readonly Term[] = [
  {
    id: "underlag",
    sv: ["underlag", "underlaget"],
    en: ["basis"],
    meansSv: "Det som en siffra vilar på: delarna den består av, ända ned till verifikationen.",
    meansEn: "What a figure rests on: the parts it is made of, down to the voucher.",
  },
  {
    id: "bastjanst",
    sv: ["bastjänst", "bastjänster", "bastjänsterna"],
    en: ["core service", "core services"],
    meansSv: "Gemensam tjänst som förvaltningarna ska använda.",
    meansEn: "A shared service that the departments must take.",
  },
  {
    id: "verifikation",
    sv: ["verifikation", "verifikationer", "verifikationen"],
    en: ["voucher", "vouchers"],
    meansSv: "En bokförd händelse med serie, nummer och dag, vars rader tar ut varandra.",
    meansEn: "A booked event with series, number and day, whose lines balance.",
  },
  {
    id: "kostnadsslag",
    sv: ["kostnadsslag", "kostnadsslaget"],
    en: ["cost element", "cost elements"],
    meansSv: "Vad för slags kostnad: personal, konsulter, it, övrigt eller finans.",
    meansEn: "What kind of cost: staff, consultants, IT, other or financial.",
  },
  {
    id: "kostnadspool",
    sv: ["kostnadspool", "kostnadspooler"],
    en: ["cost pool", "cost pools"],
    meansSv: "Kostnader som fördelas tillsammans, till exempel lokaler.",
    meansEn: "Costs that are allocated together, such as premises.",
  },
  {
    id: "fordelningsgrund",
    sv: ["fördelningsgrund", "fördelningsgrunder", "fördelningsgrunden"],
    en: ["driver", "drivers"],
    meansSv: "Det som mäts för att fördela efter: antal klienter, anställda, kvadratmeter.",
    meansEn: "What is measured to allocate by: clients, staff, square metres.",
  },
  {
    id: "nyckel",
    sv: ["nyckel", "nycklar", "nyckeln"],
    en: ["key", "keys"],
    meansSv: "Kundernas andelar av en kostnad, räknade ur en fördelningsgrund.",
    meansEn: "The customers' shares of a cost, taken from a driver.",
  },
  {
    id: "ledig-kapacitet",
    sv: ["ledig kapacitet"],
    en: ["idle capacity"],
    meansSv: "Det som betalas men som ingen använder; visas som en egen rad i stället för att smetas ut.",
    meansEn: "What is paid for and used by nobody; shown on a line of its own instead of being spread.",
  },
  {
    id: "aterreglering",
    sv: ["återreglering", "återregleringen", "återregleringar"],
    en: ["settlement", "settlements"],
    meansSv:
      "När en tjänst kostat mindre än kunderna betalat går skillnaden tillbaka; kostade den mer faktureras den.",
    meansEn:
      "When a service cost less than its customers paid, the difference goes back; when it cost more, it is invoiced.",
  },
  {
    id: "provkorning",
    sv: ["provkörning", "provkörs", "provkörd"],
    en: ["rehearsal", "rehearsed"],
    meansSv: "Hela fakturakörningen räknas och kontrolleras utan att något ges ut.",
    meansEn: "The whole billing run is computed and checked without anything being issued.",
  },
  {
    id: "attest",
    sv: ["attest", "attesteras", "attesterad", "attesterades"],
    en: ["approval", "approved"],
    meansSv: "Någon annan än den som förberett säger ja. Ingenting med pengar går ut utan två personer.",
    meansEn: "Somebody other than who prepared it says yes. No money leaves without two persons.",
  },
  {
    id: "tolftedel",
    sv: ["tolftedel", "tolftedelen", "tolftedelar"],
    en: ["twelfth", "instalment", "instalments"],
    meansSv: "En månads del av årets fasta avgift; de tolv är avgiften på öret.",
    meansEn: "One month's part of the year's fixed fee; the twelve are the fee to the öre.",
  },
  {
    id: "kreditnota",
    sv: ["kreditnota", "kreditnotor"],
    en: ["credit note", "credit notes"],
    meansSv: "Dokument som tar tillbaka hela eller en del av en tidigare faktura, rad för rad.",
    meansEn: "A document that takes back all or part of an earlier invoice, line by line.",
  },
  {
    id: "rattelse",
    sv: ["rättelse", "rättelser", "rättelsen"],
    en: ["correction", "corrections"],
    meansSv: "Det som ändras i redan fakturerade månader, med orsak och vem som bär skillnaden.",
    meansEn: "What changes in months already invoiced, with its cause and who bears the difference.",
  },
  {
    id: "invandning",
    sv: ["invändning", "invändningar"],
    en: ["objection", "objections"],
    meansSv: "En kund säger att en rad är fel; den besvaras, och kan krediteras av någon annan.",
    meansEn: "A customer says that a line is wrong; it is answered, and may be credited by somebody else.",
  },
  {
    id: "konsolideringsgrad",
    sv: ["konsolideringsgrad", "konsolideringsgraden"],
    en: ["consolidation rate"],
    meansSv: "Hur stor del av bastjänsterna som alla berörda kunder verkligen använder.",
    meansEn: "How many of the core services all the customers they are meant for really use.",
  },
  {
    id: "motpart",
    sv: ["motpart", "motparten"],
    en: ["counterparty"],
    meansSv: "Vem som står på andra sidan av en bokförd rad, som kod.",
    meansEn: "Who stands on the other side of a booked line, by code.",
  },
  {
    id: "avstamning",
    sv: ["avstämning", "avstämningen"],
    en: ["reconciliation"],
    meansSv: "Båda parters böcker läggs bredvid varandra, och varje skillnad får en orsak.",
    meansEn: "Both parties' books are laid side by side, and every difference gets its cause.",
  },
  {
    id: "prognos",
    sv: ["prognos", "prognosen"],
    en: ["forecast"],
    meansSv: "Vad året väntas sluta på, sett från en viss månad.",
    meansEn: "What the year is expected to end at, as seen from a month.",
  },
  {
    id: "moms",
    sv: ["moms"],
    en: ["VAT"],
    meansSv: "Mervärdesskatt: läggs på fakturor till bolag, inte på intern debitering inom kommunen.",
    meansEn: "Value added tax: put on invoices to companies, not on internal charges within the city.",
  },
  {
    id: "sjalvkostnad",
    sv: ["självkostnad", "självkostnaden"],
    en: ["cost price", "at cost"],
    meansSv: "Vad tjänsten verkligen kostar, utan vinst.",
    meansEn: "What the service really costs, without profit.",
  },
];

/** Pieces of a sentence: plain text, and the words of the glossary in it, each the first time only. */
export function termsIn(
  text: string,
  language: "sv" | "en",
  atMost = 2,
): readonly (string | { readonly term: Term; readonly word: string })[] {
  const found: { at: number; word: string; term: Term }[] = [];
  for (const term of glossary)
    for (const word of term[language]) {
      const at = new RegExp(`(?<![\\p{L}-])${word}(?![\\p{L}-])`, "iu").exec(text)?.index;
      if (at === undefined || found.some((one) => one.term === term)) continue;
      found.push({ at, word: text.slice(at, at + word.length), term });
    }
  const chosen = found
    // A word within a longer one gives way to it.
    .filter(
      (one) =>
        !found.some(
          (other) =>
            other !== one &&
            other.at <= one.at &&
            other.at + other.word.length >= one.at + one.word.length &&
            other.word.length > one.word.length,
        ),
    )
    .toSorted((a, b) => a.at - b.at)
    .slice(0, atMost);
  const pieces: (string | { term: Term; word: string })[] = [];
  let at = 0;
  for (const one of chosen) {
    if (one.at > at) pieces.push(text.slice(at, one.at));
    pieces.push({ term: one.term, word: one.word });
    at = one.at + one.word.length;
  }
  if (at < text.length) pieces.push(text.slice(at));
  return pieces;
}
