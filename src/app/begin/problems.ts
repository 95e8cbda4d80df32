import {
  advisedEntry as row,
  type ProblemEntry,
  type AdvisedProblem,
  titledProblemMaker,
} from "../../kernel/index.ts";

export type BeginCode =
  | "begin.no-file"
  | "begin.no-vouchers"
  | "begin.broken-year"
  | "begin.same-year"
  | "begin.other-company"
  | "begin.name-missing"
  | "begin.org-no"
  | "begin.no-such-dimension"
  | "begin.unknown-cost-centre"
  | "begin.bad-customer"
  | "begin.directory-not-empty"
  | "begin.taken"
  | "begin.over"
  | "begin.example-failed"
  | "begin.not-the-example";

export const catalogue: Readonly<Record<BeginCode, ProblemEntry>> = {
  "begin.no-file": row(
    "stop",
    "Ingen fil valdes",
    "No file was chosen",
    "Välj årets SIE 4-fil: i ekonomisystemet heter det ofta Exportera, SIE 4, transaktioner.",
    "Choose the year's SIE 4 file: in the ledger it is often called export, SIE 4, transactions.",
  ),
  "begin.no-vouchers": row(
    "stop",
    "Filen har inga verifikationer",
    "The file has no vouchers",
    "Exportera som SIE 4 (typ 4E): typ 1, 2 och 3 har bara saldon, och en kostnad ska gå att följa till sin verifikation.",
    "Export as SIE 4 (type 4E): types 1, 2 and 3 hold balances only, and a cost is to be followed to its voucher.",
  ),
  "begin.broken-year": row(
    "stop",
    "Räkenskapsåret är inget kalenderår",
    "The fiscal year is no calendar year",
    "Exportera ett helt kalenderår; brutna räkenskapsår läses inte.",
    "Export a whole calendar year; other fiscal years are not read.",
  ),
  "begin.same-year": row(
    "stop",
    "Två filer har samma år",
    "Two files hold the same year",
    "Ta med en fil för varje år.",
    "Bring one file for each year.",
  ),
  "begin.other-company": row(
    "stop",
    "Filerna har olika organisationsnummer",
    "The files have different organisation numbers",
    "Ta med filer ur en och samma bokföring.",
    "Bring files of one and the same ledger.",
  ),
  "begin.name-missing": row(
    "stop",
    "Organisationens namn saknas",
    "The organisation's name is missing",
    "Skriv vad ni heter, minst en bokstav.",
    "Say what you are called, one letter at least.",
  ),
  "begin.org-no": row(
    "stop",
    "Organisationsnumret kan inte läsas",
    "The organisation number cannot be read",
    "Skriv det som 212000-1355.",
    "Write it like 212000-1355.",
  ),
  "begin.no-such-dimension": row(
    "stop",
    "Dimensionen finns inte i filen",
    "The file has no such dimension",
    "Välj bland dimensionerna som filen har.",
    "Choose among the dimensions of the file.",
  ),
  "begin.unknown-cost-centre": row(
    "stop",
    "Kostnadsstället finns inte i filen",
    "The file has no such cost centre",
    "Skriv koden som den står i bokföringen.",
    "Write the code as it stands in the books.",
  ),
  "begin.bad-customer": row(
    "stop",
    "En kund kan inte läsas",
    "A customer cannot be read",
    "En rad per kund: kod;namn;antal anställda. Koden är kort, utan komma, och står en gång.",
    "A line for each customer: code;name;number of employees. The code is short, without comma, and stands once.",
  ),
  "begin.directory-not-empty": row(
    "stop",
    "Mappen är inte tom",
    "The folder is not empty",
    "Välj en ny mapp: det som redan ligger där rörs inte.",
    "Name a new folder: what lies there already is not touched.",
  ),
  "begin.taken": row(
    "stop",
    "Det finns redan en organisation med egna böcker här",
    "There is already an organisation with books of its own here",
    "Läs in fler filer med ./underlag load, eller börja i en ny datakatalog: ./underlag serve --data ./ny",
    "Load more files with ./underlag load, or begin in a new data directory: ./underlag serve --data ./new",
  ),
  "begin.over": row(
    "stop",
    "Den uppladdade filen ligger inte kvar",
    "The uploaded file is no longer here",
    "Välj filen igen på /begin.",
    "Choose the file again at /begin.",
  ),
  "begin.example-failed": row(
    "stop",
    "Exemplet blev inte klart",
    "The example was not completed",
    "Försök igen. Går det inte heller då: börja i en tom datakatalog, ./underlag serve --data ./ny",
    "Try again. If that fails too, begin in an empty data directory: ./underlag serve --data ./new",
  ),
  "begin.not-the-example": row(
    "stop",
    "Det är inte exemplet",
    "That is not the example",
    "Bara exemplet kan tas bort; en organisations egna böcker raderas aldrig.",
    "Only the example can be removed; an organisation's own books are never erased.",
  ),
};

const make = titledProblemMaker<BeginCode>(catalogue);

/** A refusal, with the file it is about and what stood there. */
export function beginProblem(code: BeginCode, file?: string, text?: string): AdvisedProblem {
  return make(code, { file }, text, text);
}
