import {
  type AdvisedProblem,
  advisedEntry,
  excerpt,
  formatKronor,
  type Ore,
  type Place,
  type ProblemCatalogue,
  problemMaker,
} from "../../kernel/index.ts";
import type { CellPlace, MonthLock } from "./entry.ts";

/** Every code that planning refuses or warns with. docs/problems.md is generated from it. */
const loading = {
  "planning.unmapped-account": {
    severity: "stop",
    title_sv: "Konto utan plats i kontomappningen",
    title_en: "Account without a place in the account mapping",
    try_sv: "Lägg till ett intervall som täcker kontot i organisation/accounts.csv och läs in igen.",
    try_en: "Add an interval that covers the account to organisation/accounts.csv and load again.",
  },
  "planning.other-year": {
    severity: "stop",
    title_sv: "Period utanför planens år",
    title_en: "Period outside the plan's year",
    try_sv: "Året står i filens namn, budget-ÅÅÅÅ.csv; ha en fil per år.",
    try_en: "The year stands in the name of the file, budget-YYYY.csv; keep one file per year.",
  },
  "planning.does-not-sum": {
    severity: "stop",
    title_sv: "Planen summerar inte till angivet resultat",
    title_en: "The plan does not add up to the declared result",
    try_sv:
      "Rätta raderna, eller ange resultatet: en sista rad med kontot total, eller plans: i pack.yaml. En budget som inget anger måste gå jämnt ut.",
    try_en:
      "Correct the rows, or declare the result: a last row with account total, or plans: in pack.yaml. A budget with nothing declared must be in balance.",
  },
  "planning.frozen": {
    severity: "stop",
    title_sv: "Planen är fastställd och ändras inte",
    title_en: "The plan is frozen and does not change",
    try_sv:
      "Ge den reviderade planen ett eget namn (budget för ett annat år, forecast-ÅÅÅÅ-MM), eller bekräfta ersättningen med --confirm medan inget vilar på den.",
    try_en:
      "Give the revised plan a name of its own (budget for another year, forecast-YYYY-MM), or confirm the replacement with --confirm while nothing rests on it.",
  },
  "planning.no-such-plan": {
    severity: "stop",
    title_sv: "Planen finns inte",
    title_en: "No such plan",
    try_sv: "Läs in planning/<plan>.csv först.",
    try_en: "Load planning/<plan>.csv first.",
  },
  "planning.volumes-without-plan": {
    severity: "stop",
    title_sv: "Volymer utan budget",
    title_en: "Volumes without a budget",
    try_sv: "Läs in planning/budget-ÅÅÅÅ.csv för volymernas år.",
    try_en: "Load planning/budget-YYYY.csv for the year of the volumes.",
  },
} as const satisfies ProblemCatalogue;

/** What a cell, a row, a template or a working version is refused with. */
const entering = {
  "planning.not-an-amount": advisedEntry(
    "stop",
    "Inget belopp",
    "Not an amount",
    "Skriv kronor som 1 234,50; minus för intäkter. Töm cellen för noll.",
    "Write kronor like 1234.50; minus for revenue. Empty the cell for zero.",
  ),
  "planning.too-many-decimals": advisedEntry(
    "stop",
    "Fler än två decimaler",
    "More than two decimals",
    "Skriv hela ören, med blank mellan tusental. I Excel: AVRUNDA(…;2).",
    "Write whole öre, with a blank between thousands. In Excel: ROUND(…,2).",
  ),
  "planning.amount-too-large": advisedEntry(
    "stop",
    "Beloppet är större än en plan rymmer",
    "The amount is larger than a plan holds",
    "Skriv kronor, inte ören; högst 100 miljarder i en cell.",
    "Write kronor, not öre; at most 100 billion in a cell.",
  ),
  "planning.cell-locked": advisedEntry(
    "stop",
    "Månaden är låst",
    "The month is locked",
    "Lämna cellen som den är och lägg ändringen i en öppen månad.",
    "Leave the cell as it is and put the change in a month that is open.",
  ),
  "planning.cell-changed": advisedEntry(
    "stop",
    "Någon annan har sparat cellen under tiden",
    "Somebody else has saved the cell meanwhile",
    "Behåll det som står, eller skriv över det medvetet vid granskningen (--overwrite).",
    "Keep what stands, or write over it knowingly when reviewing (--overwrite).",
  ),
  "planning.no-such-cell": advisedEntry(
    "stop",
    "Cellen finns inte i planen",
    "The plan has no such cell",
    "Lägg till raden först; månaden ska ligga i planens år.",
    "Add the row first; the month is to lie in the plan's year.",
  ),
  "planning.not-open": advisedEntry(
    "stop",
    "Planen är inte öppen för inmatning",
    "The plan is not open for entry",
    "Öppna en arbetsversion av en plan som inte är fastställd: underlag plan open <plan> --from <plan>.",
    "Open a working version of a plan that is not frozen: underlag plan open <plan> --from <plan>.",
  ),
  "planning.already-open": advisedEntry(
    "stop",
    "Planen är redan öppen",
    "The plan is open already",
    "Skriv i den, eller släng den först: underlag plan drop <plan>.",
    "Write in it, or drop it first: underlag plan drop <plan>.",
  ),
  "planning.not-a-name": advisedEntry(
    "stop",
    "Inget namn på en plan",
    "Not the name of a plan",
    "budget-ÅÅÅÅ för en budget, forecast-ÅÅÅÅ-MM för prognosen efter en månad.",
    "budget-YYYY for a budget, forecast-YYYY-MM for the forecast after a month.",
  ),
  "planning.nothing-to-plan": advisedEntry(
    "stop",
    "Alla månader är låsta",
    "Every month is locked",
    "Välj en tidigare prognosmånad eller ett annat år.",
    "Choose an earlier month of forecast, or another year.",
  ),
  "planning.row-exists": advisedEntry(
    "stop",
    "Raden finns redan",
    "The row is there already",
    "Skriv i den rad som finns.",
    "Write in the row that is there.",
  ),
  "planning.unknown-code": advisedEntry(
    "stop",
    "Koden finns inte i registret",
    "The code is not in its register",
    "Se registret för rätt kod, eller lägg till den där först.",
    "See the register for the right code, or add it there first.",
  ),
  "planning.nothing-written": advisedEntry(
    "stop",
    "Ingenting skiljer sig från det som är sparat",
    "Nothing differs from what is saved",
    "Skriv i en cell först.",
    "Write in a cell first.",
  ),
  "planning.unsaved-drafts": advisedEntry(
    "stop",
    "Någon har skrivit utan att spara",
    "Somebody has written without saving",
    "Be personen spara eller kasta sitt utkast.",
    "Ask the person to save the draft or throw it away.",
  ),
  "planning.not-our-template": advisedEntry(
    "stop",
    "Arbetsboken är ingen mall härifrån",
    "The workbook is no template of ours",
    "Ladda ner mallen för planen, fyll i den och skicka in just den.",
    "Download the template of the plan, fill it in and send that one.",
  ),
  "planning.others-template": advisedEntry(
    "stop",
    "Mallen hör till någon annan",
    "The template belongs to somebody else",
    "Ladda ner mallen här, för just den här planen.",
    "Download the template here, of this very plan.",
  ),
  "planning.template-changed": advisedEntry(
    "stop",
    "Mallen är ändrad utanför de gula cellerna",
    "The template is changed outside the yellow cells",
    "Ångra ändringen i Excel, eller ladda ner mallen på nytt. Nya rader läggs till i planen först.",
    "Undo the change in Excel, or download the template again. New rows are added to the plan first.",
  ),
  "planning.template-too-old": advisedEntry(
    "stop",
    "Mallen är från en annan omgång",
    "The template is from another round",
    "Ladda ner mallen på nytt och för över siffrorna.",
    "Download the template again and carry the figures over.",
  ),
} as const satisfies Readonly<Record<string, ProblemCatalogue[string]>>;

/** Every code that planning refuses or warns with. docs/problems.md is generated from it. */
export const catalogue = { ...loading, ...entering } satisfies ProblemCatalogue;

export const problemOf = problemMaker(loading);

const make = problemMaker<keyof typeof entering>(entering);

/** A refusal of entry: where, then what, in a sentence that can stand alone beside its cell. */
export function entryProblem(
  code: keyof typeof entering,
  detail: { readonly sv: string; readonly en: string },
  place: Place = {},
): AdvisedProblem {
  const { title_sv, title_en, try_sv } = entering[code];
  const message = { message_sv: `${title_sv}: ${detail.sv}.`, message_en: `${title_en}: ${detail.en}.` };
  return { ...make(code, place, message), try_sv };
}

/** What is wrong in one cell: its place first, since there may be a hundred of them. */
export function cellFault(
  code: keyof typeof entering,
  place: CellPlace,
  {
    text,
    lock,
    by,
    at,
    standsOre,
  }: {
    readonly text: string;
    readonly lock?: MonthLock;
    readonly by?: string;
    readonly at?: string;
    readonly standsOre?: Ore;
  },
): AdvisedProblem {
  const { title_sv, title_en, try_sv } = entering[code];
  const said = excerpt(text);
  const stands = standsOre === undefined ? "" : formatKronor(standsOre);
  const why: readonly [string, string] =
    lock !== undefined
      ? lock === "actual"
        ? [`där står bokfört utfall, ${stands}`, `it holds what is booked, ${stands}`]
        : [`den är stängd i bokföringen; där står ${stands}`, `it is closed in the books; it holds ${stands}`]
      : by !== undefined
        ? [
            `${by} skrev ${stands} ${shortTime(at)}, du ${said}`,
            `${by} wrote ${stands} at ${shortTime(at)}, you ${said}`,
          ]
        : [`”${said}”`, `"${said}"`];
  const message = {
    message_sv: `${place.sv}. ${title_sv}: ${why[0]}.`,
    message_en: `${place.en}. ${title_en}: ${why[1]}.`,
  };
  return { ...make(code, { ...place, text }, message), try_sv };
}

function shortTime(at: string | undefined): string {
  return at === undefined ? "" : at.slice(0, 16).replace("T", " ");
}
