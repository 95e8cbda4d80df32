import { adviceOf, type Ore, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";
import { formatAmount } from "../../platform/language/index.ts";
import { type SettlementState, stateSv } from "./record.ts";

/** What each code means, for the list of problems in the documentation. */
export const catalogue: ProblemCatalogue = {
  "settlement.policy-unreadable": {
    severity: "stop",
    title_sv: "Återregleringens regler går inte att läsa",
    title_en: "The settlement policy cannot be read",
    try_sv: "Rätta policyn under settlement.policies i pack.yaml; docs/pack.md räknar upp orden den tar.",
    try_en:
      "Correct the policy under settlement.policies in pack.yaml; docs/pack.md lists the words it takes.",
  },
  "settlement.no-policy": {
    severity: "stop",
    title_sv: "Inga regler för återreglering för året",
    title_en: "No settlement policy for the year",
    try_sv: "Lägg till en policy för året under settlement.policies i pack.yaml och läs in paketet igen.",
    try_en: "Add a policy for the year under settlement.policies in pack.yaml and load the pack again.",
  },
  "settlement.no-payer": {
    severity: "stop",
    title_sv: "En tjänst har något att reglera men ingen kund har betalat för den",
    title_en: "A service has something to settle but no customer has paid for it",
    try_sv: "Se över tjänstekoden på fakturorna, eller ta tjänsten ur kategorierna som återregleras.",
    try_en: "Check the service code on the invoices, or take the service out of the settled classes.",
  },
  "settlement.negative-weight": {
    severity: "warn",
    title_sv: "En kund har fått mer i kredit än den betalat och får ingen del",
    title_en: "A customer was credited more than it paid and gets no share",
    try_sv: "Se över kundens krediteringar för tjänsten.",
    try_en: "Check the credits of the customer and service.",
  },
  "settlement.decided-total-impossible": {
    severity: "stop",
    title_sv: "Den beslutade summan går inte att fördela",
    title_en: "The decided total cannot be distributed",
    try_sv: "Besluta en summa med samma tecken som det beräknade över- eller underskottet.",
    try_en: "Decide a total with the same sign as the computed surplus or deficit.",
  },
  "settlement.not-proposed": {
    severity: "stop",
    title_sv: "Det finns inget förslag att besluta",
    title_en: "There is no proposal to decide",
    try_sv: "Kör `settle propose` först.",
    try_en: "Run `settle propose` first.",
  },
  "settlement.not-decided": {
    severity: "stop",
    title_sv: "Återregleringen är inte beslutad",
    title_en: "The settlement has not been decided",
    try_sv: "Kör `settle decide --decision <referens>` som en annan person än den som föreslog.",
    try_en: "Run `settle decide --decision <reference>` as another person than the one who proposed.",
  },
  "settlement.four-eyes": {
    severity: "stop",
    title_sv: "Samma person kan inte både föreslå och besluta",
    title_en: "The same person cannot both propose and decide",
    try_sv: "Låt en annan person besluta: `--as <inloggning>`.",
    try_en: "Let another person decide: `--as <login>`.",
  },
  "settlement.inputs-changed": {
    severity: "stop",
    title_sv: "Böckerna har ändrats sedan förslaget",
    title_en: "The books have changed since the proposal",
    try_sv: "Föreslå igen och jämför med det tidigare förslaget.",
    try_en: "Propose again and compare with the earlier proposal.",
  },
  "settlement.already-decided": {
    severity: "stop",
    title_sv: "Återregleringen är redan beslutad",
    title_en: "The settlement is already decided",
    try_sv: "En beslutad återreglering står fast; resten visar vad som kom efter den.",
    try_en: "A decided settlement stands; the rest shows what came after it.",
  },
  "settlement.no-decision-reference": {
    severity: "stop",
    title_sv: "Beslutet saknar hänvisning",
    title_en: "The decision has no reference",
    try_sv: "Ange paragraf eller diarienummer: `--decision <referens>`.",
    try_en: "Give the paragraph or registry number: `--decision <reference>`.",
  },
  "settlement.booking-elsewhere": {
    severity: "stop",
    title_sv: "Återregleringen reserveras enligt reglerna inte i bokslutet",
    title_en: "By its policy the settlement is not accrued at the closing",
    try_sv: "Kör `settle issue`: en återreglering som faktureras under året behöver ingen reservering.",
    try_en: "Run `settle issue`: a settlement that is invoiced in the year needs no provision.",
  },
  "settlement.not-accrued": {
    severity: "stop",
    title_sv: "Återregleringen är inte reserverad i bokslutet",
    title_en: "The settlement has not been accrued at the closing",
    try_sv:
      "Kör `settle accrue` medan det återreglerade årets sista månad är öppen, och ställ sedan ut i det nya året.",
    try_en:
      "Run `settle accrue` while the last month of the settled year is open, then issue in the new year.",
  },
  "settlement.books-differ": {
    severity: "stop",
    title_sv: "Böckerna har redan en annan reservering",
    title_en: "The books already hold another provision",
    try_sv:
      "Jämför verifikationen i bokföringen med den beslutade återregleringen; rätta den där och reservera igen.",
    try_en:
      "Compare the voucher in the books with the decided settlement; correct it there and accrue again.",
  },
  "settlement.provision-differs": {
    severity: "stop",
    title_sv: "Reserveringen och kreditnotorna tar inte ut varandra",
    title_en: "The provision and the credit notes do not cancel out",
    try_sv: "Detta är ett fel i programmet eller databasen; bevara data och anmäl felet.",
    try_en: "This is a fault in the program or in the database; keep the data and report it.",
  },
  "settlement.no-forecast": {
    severity: "stop",
    title_sv: "Det finns ingen prognos för året",
    title_en: "There is no forecast for the year",
    try_sv:
      "Läs in en prognos för året (planning/ i paketet), eller reglera på bokförda månader: `--basis ytd@11`.",
    try_en:
      "Load a forecast of the year (planning/ in the pack), or settle on booked months: `--basis ytd@11`.",
  },
  "settlement.nothing-booked": {
    severity: "stop",
    title_sv: "Året har inga bokförda månader",
    title_en: "The year has no booked months",
    try_sv: "Läs in årets bokföring, eller fråga om ett år som har bokföring.",
    try_en: "Load the books of the year, or ask about a year that has books.",
  },
  "settlement.month-not-booked": {
    severity: "stop",
    title_sv: "Månaden är inte bokförd",
    title_en: "The month has no books",
    try_sv: "Fråga om en av årets månader som är bokförd: `--through ÅÅÅÅ-MM`.",
    try_en: "Ask about a month of the year that is in the books: `--through YYYY-MM`.",
  },
  "settlement.rest-stays": {
    severity: "stop",
    title_sv: "Den slutliga avstämningen faktureras inte",
    title_en: "The final computation is not invoiced",
    try_sv: "Året är reglerat på policyns egen grund; resten går dit policyn säger.",
    try_en: "The year is settled on the policy's own basis; the rest goes where the policy says.",
  },
  "settlement.sum-differs": {
    severity: "stop",
    title_sv: "Kundernas delar är inte lika med summan",
    title_en: "The customers' shares differ from the total",
    try_sv: "Detta är ett fel i programmet eller databasen; bevara data och anmäl felet.",
    try_en: "This is a fault in the program or in the database; keep the data and report it.",
  },
};

function stop(code: string, message_sv: string, message_en: string): Problem {
  const entry = catalogue[code];
  return {
    code,
    severity: entry?.severity ?? "stop",
    message_sv,
    message_en,
    ...(entry && adviceOf(entry)),
  };
}

export const problems = {
  policyUnreadable: (where: string, why_sv: string, why_en: string): Problem =>
    stop("settlement.policy-unreadable", `${where}: ${why_sv}`, `${where}: ${why_en}`),
  noPolicy: (year: number): Problem =>
    stop(
      "settlement.no-policy",
      `Det finns inga regler för återreglering av ${year}.`,
      `There is no settlement policy for ${year}.`,
    ),
  noPayer: (service: string, amount: Ore): Problem =>
    stop(
      "settlement.no-payer",
      `${service} har ${formatAmount(amount, "sv")} kr att reglera, men ingen kund har något underlag att dela efter.`,
      `${service} has SEK ${formatAmount(amount, "en")} to settle, but no customer has anything to share it by.`,
    ),
  negativeWeight: (service: string, customer: string, amount: Ore): Problem =>
    stop(
      "settlement.negative-weight",
      `${customer} har ${formatAmount(amount, "sv")} kr netto på ${service} och får ingen del av dess reglering.`,
      `${customer} has SEK ${formatAmount(amount, "en")} net on ${service} and gets no share of its settlement.`,
    ),
  decidedTotalImpossible: (decided: Ore, computed: Ore): Problem =>
    stop(
      "settlement.decided-total-impossible",
      `Den beslutade summan ${formatAmount(decided, "sv")} kr går inte att fördela på den beräknade ${formatAmount(computed, "sv")} kr.`,
      `The decided total SEK ${formatAmount(decided, "en")} cannot be distributed over the computed SEK ${formatAmount(computed, "en")}.`,
    ),
  notProposed: (settlement: string): Problem =>
    stop(
      "settlement.not-proposed",
      `Återregleringen ${settlement} har inte föreslagits.`,
      `The settlement ${settlement} has not been proposed.`,
    ),
  notDecided: (settlement: string, state: SettlementState): Problem =>
    stop(
      "settlement.not-decided",
      `Återregleringen ${settlement} är ${stateSv(state)}, inte beslutad.`,
      `The settlement ${settlement} is ${state}, not decided.`,
    ),
  fourEyes: (settlement: string, person: string): Problem =>
    stop(
      "settlement.four-eyes",
      `${person} föreslog ${settlement} och kan inte själv besluta den.`,
      `${person} proposed ${settlement} and cannot decide it alone.`,
    ),
  inputsChanged: (settlement: string): Problem =>
    stop(
      "settlement.inputs-changed",
      `Underlaget till ${settlement} har ändrats sedan förslaget.`,
      `What ${settlement} rests on has changed since the proposal.`,
    ),
  alreadyDecided: (settlement: string, state: SettlementState): Problem =>
    stop(
      "settlement.already-decided",
      `Återregleringen ${settlement} är redan ${stateSv(state)} och räknas inte om.`,
      `The settlement ${settlement} is already ${state} and is not computed again.`,
    ),
  noDecisionReference: (): Problem =>
    stop(
      "settlement.no-decision-reference",
      "Beslutet behöver en hänvisning (paragraf eller diarienummer).",
      "The decision needs a reference (paragraph or registry number).",
    ),
  bookingElsewhere: (settlement: string): Problem =>
    stop(
      "settlement.booking-elsewhere",
      `${settlement} faktureras under året enligt reglerna och reserveras inte.`,
      `By its policy ${settlement} is invoiced in the year and not accrued.`,
    ),
  notAccrued: (settlement: string): Problem =>
    stop(
      "settlement.not-accrued",
      `${settlement} ska reserveras i bokslutet innan den krediteras i januari.`,
      `${settlement} is to be accrued at the closing before it is credited in January.`,
    ),
  booksDiffer: (settlement: string, voucher: string): Problem =>
    stop(
      "settlement.books-differ",
      `Verifikation ${voucher} finns redan i böckerna med en annan kontering än reserveringen för ${settlement}.`,
      `Voucher ${voucher} is already in the books with another booking than the provision for ${settlement}.`,
    ),
  provisionDiffers: (settlement: string, provision: Ore, dissolved: Ore): Problem =>
    stop(
      "settlement.provision-differs",
      `${settlement}: ${formatAmount(provision, "sv")} kr är reserverade och ${formatAmount(dissolved, "sv")} kr upplösta.`,
      `${settlement}: SEK ${formatAmount(provision, "en")} are accrued and SEK ${formatAmount(dissolved, "en")} dissolved.`,
    ),
  noForecast: (year: number): Problem =>
    stop(
      "settlement.no-forecast",
      `Det finns ingen prognos för ${year} att räkna resten av året med.`,
      `There is no forecast for ${year} to count the rest of the year by.`,
    ),
  nothingBooked: (year: number): Problem =>
    stop(
      "settlement.nothing-booked",
      `Det finns inga bokförda månader ${year} att räkna från.`,
      `There are no booked months of ${year} to count from.`,
    ),
  monthNotBooked: (asked: string, last: string): Problem =>
    stop(
      "settlement.month-not-booked",
      `${asked} kan inte visas: böckerna går från januari till ${last}.`,
      `${asked} cannot be shown: the books go from January to ${last}.`,
    ),
  restStays: (settlement: string, basis: string): Problem =>
    stop(
      "settlement.rest-stays",
      `Året regleras på ${basis}; ${settlement} visar bara resten.`,
      `The year is settled on ${basis}; ${settlement} only shows the rest.`,
    ),
  sumDiffers: (settlement: string, parts: Ore, total: Ore): Problem =>
    stop(
      "settlement.sum-differs",
      `${settlement}: delarna är ${formatAmount(parts, "sv")} kr, summan ${formatAmount(total, "sv")} kr.`,
      `${settlement}: the shares are SEK ${formatAmount(parts, "en")}, the total SEK ${formatAmount(total, "en")}.`,
    ),
};
