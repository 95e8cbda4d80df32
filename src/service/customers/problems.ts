import { type Problem, type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that the customer register refuses or warns with. docs/problems.md is generated from it. */
export const catalogue = {
  "customers.group-cycle": {
    severity: "stop",
    title_sv: "Koncernen går i ring",
    title_en: "The group goes round",
    try_sv: "Töm parent för kunden som är överst i koncernen.",
    try_en: "Clear the parent of the customer that is at the top of the group.",
  },
  "customers.two-selves": {
    severity: "stop",
    title_sv: "Två kunder är leverantören själv",
    title_en: "Two customers are the provider itself",
    try_sv: "Sätt is_self för högst en kund.",
    try_en: "Set is_self for at most one customer.",
  },
  "customers.self-with-vat": {
    severity: "stop",
    title_sv: "Leverantören själv debiteras moms",
    title_en: "The provider itself is charged VAT",
    try_sv: "Sätt vat till no för kunden som är leverantören själv: dess fakturor är interna poster.",
    try_en: "Set vat to no for the customer that is the provider itself: its invoices are internal items.",
  },
  "customers.shared-counterparty": {
    severity: "warn",
    title_sv: "Två kunder har samma motpart",
    title_en: "Two customers have the same counterparty",
    try_sv: "Ge varje kund en egen motpartskod, annars kan bokföringen inte skilja dem åt.",
    try_en: "Give each customer its own counterparty code, or the books cannot tell them apart.",
  },
  "customers.signed-without-day": {
    severity: "stop",
    title_sv: "Undertecknat avtal utan datum",
    title_en: "Signed agreement without a day",
    try_sv: "Ange signed_on för varje avtal vars status är signed.",
    try_en: "Give signed_on for every agreement whose status is signed.",
  },
  "customers.closed-without-day": {
    severity: "stop",
    title_sv: "Avslutat hinder utan dag, eller öppet med",
    title_en: "Closed obstacle without a day, or open with one",
    try_sv: "Fyll i closed_on när hindret är löst eller godtaget, och bara då.",
    try_en: "Fill in closed_on when the obstacle is resolved or accepted, and only then.",
  },
  "customers.need-without-demand": {
    severity: "stop",
    title_sv: "Överlämnat behov utan mottagare",
    title_en: "Need handed over without a receiver",
    try_sv: "Fyll i demand med numret som det har i behovshanteringen.",
    try_en: "Fill in demand with the number it has in the demand intake.",
  },
  "customers.review-without-day": {
    severity: "stop",
    title_sv: "Hållen genomgång utan dag",
    title_en: "Held review without a day",
    try_sv: "Fyll i held_on, eller sätt läget till planned.",
    try_en: "Fill in held_on, or set the state to planned.",
  },
  "customers.stopped-without-deviation": {
    severity: "stop",
    title_sv: "Avbruten plan utan dag eller avvikelse",
    title_en: "Stopped plan without day or deviation",
    try_sv: "En avbruten plan har stopped_on och deviation, andra planer har inget stopped_on.",
    try_en: "A stopped plan has stopped_on and deviation, any other plan has no stopped_on.",
  },
  "customers.use-before-done": {
    severity: "stop",
    title_sv: "Används innan steget är klart",
    title_en: "In use before the step is done",
    try_sv: "Fyll i done_on, eller låt use_from vara den dagen eller senare.",
    try_en: "Fill in done_on, or let use_from be that day or later.",
  },
  "customers.sunk-cost-typed": {
    severity: "stop",
    title_sv: "Nedlagd kostnad är inskriven fast planen har ett projekt",
    title_en: "Sunk cost typed in although the plan has a project",
    try_sv: "Lämna sunk_cost tom: det nedlagda läses ur projektets verifikationsrader.",
    try_en: "Leave sunk_cost empty: what was spent is read from the project's voucher lines.",
  },
  "customers.done-with-open-checks": {
    severity: "stop",
    title_sv: "Steget är klart men kontroller återstår",
    title_en: "The step is done but checks remain",
    try_sv: "Ge först stegets alla kontroller done_on i go-live-checks, eller lämna stegets done_on tomt.",
    try_en:
      "Give every check of the step its done_on in go-live-checks first, or leave done_on of the step empty.",
  },
  "customers.demand-without-day": {
    severity: "stop",
    title_sv: "Behov i ett läge som saknar sin dag",
    title_en: "Demand in a state that lacks its day",
    try_sv:
      "Fyll i reviewed_by och reviewed_on, decided_on eller delivered_on, eller sätt det läge som det verkligen har.",
    try_en:
      "Fill in reviewed_by and reviewed_on, decided_on or delivered_on, or set the state that it really has.",
  },
  "customers.use-before-decision": {
    severity: "stop",
    title_sv: "Koncernbeslut som gäller före beslutsdagen",
    title_en: "Group decision that holds before it was made",
    try_sv: "Rätta use_from eller decided_on.",
    try_en: "Correct use_from or decided_on.",
  },
  "customers.replaced-without-day": {
    severity: "stop",
    title_sv: "Ersatt anpassning utan sista dag",
    title_en: "Replaced variant without a last day",
    try_sv: "Fyll i valid_to när anpassningen är ersatt.",
    try_en: "Fill in valid_to when the variant is replaced.",
  },
  "customers.deviation-closed-without-day": {
    severity: "stop",
    title_sv: "Avslutad avvikelse utan dag, eller öppen med",
    title_en: "Closed deviation without a day, or open with one",
    try_sv: "Fyll i closed_on när avvikelsen är avslutad, och bara då.",
    try_en: "Fill in closed_on when the deviation is closed, and only then.",
  },
  "customers.more-than-all": {
    severity: "stop",
    title_sv: "Fler ärenden inom mål än ärenden",
    title_en: "More cases within target than cases",
    try_sv: "within_target är en del av cases: rätta något av dem.",
    try_en: "within_target is a part of cases: correct either.",
  },
  "customers.bad-document-hash": {
    severity: "stop",
    title_sv: "Kontrollsumman är ingen SHA-256",
    title_en: "The checksum is no SHA-256",
    try_sv: "Ange 64 tecken 0-9 a-f, eller lämna tomt: sha256sum avtal.pdf",
    try_en: "Give 64 characters 0-9 a-f, or leave it empty: sha256sum agreement.pdf",
  },
  "customers.other-document": {
    severity: "stop",
    title_sv: "Parterna har undertecknat olika handlingar",
    title_en: "The parties have signed different documents",
    try_sv: "Låt båda underteckna samma handling; kontrollsummorna ska vara lika.",
    try_en: "Have both sign the same document; the checksums are to be the same.",
  },
  "customers.not-to-be-signed": {
    severity: "stop",
    title_sv: "Avtalet väntar inte på underskrift",
    title_en: "The agreement does not wait for a signature",
    try_sv: "Lägg upp ett nytt avtal i registret agreements och skicka det.",
    try_en: "Add a new agreement to the register agreements and send it.",
  },
  "customers.case-times": {
    severity: "stop",
    title_sv: "Ärendets tider går inte ihop",
    title_en: "The case's times do not agree",
    try_sv:
      "Ett avslutat ärende har closed_on och resolve_minutes, ett öppet ingetdera; inget avslutas före sin första dag, och ett svar kommer inte efter lösningen.",
    try_en:
      "A closed case has closed_on and resolve_minutes, an open one neither; nothing closes before its first day, and no answer comes after the solution.",
  },
  "customers.counted-already": {
    severity: "stop",
    title_sv: "Antalet räknas redan ur ärendena",
    title_en: "The count is already made of the cases",
    try_sv: "Ta bort raden ur deliveries, eller läs in kundens övriga ärenden i registret cases.",
    try_en: "Remove the row from deliveries, or load the customer's other cases into the register cases.",
  },
  "customers.index-out-of-range": {
    severity: "stop",
    title_sv: "Index utanför 0-100",
    title_en: "Index outside 0-100",
    try_sv: "Ange nöjd-kund-index som ett tal mellan 0 och 100.",
    try_en: "Give the satisfaction index as a number between 0 and 100.",
  },
  "customers.already-stopped": {
    severity: "stop",
    title_sv: "Planen är redan klar eller avbruten",
    title_en: "The plan is already done or stopped",
    try_sv: "Bara en plan som utreds, är planerad eller pågår kan avbrytas.",
    try_en: "Only a plan that is studied, planned or under way can be stopped.",
  },
  "customers.no-such-customer": {
    severity: "stop",
    title_sv: "Kunden finns inte",
    title_en: "There is no such customer",
    try_sv: "Visa alla: ./underlag customers list",
    try_en: "List them: ./underlag customers list",
  },
} as const satisfies ProblemCatalogue;

export const problemOf = problemMaker(catalogue);

export function noSuchCustomer(code: string): Problem {
  return problemOf(
    "customers.no-such-customer",
    { text: code },
    { message_sv: `Det finns ingen kund ${code}.`, message_en: `There is no customer ${code}.` },
  );
}
