import { adviceOf, type Problem, type Advice, type ProblemEntry } from "../../kernel/index.ts";

/** Everything this room can refuse, as `docs/problems.md` prints it. */
export const catalogue = {
  "database.in-use": {
    severity: "stop",
    title_sv: "En annan process använder datakatalogen",
    title_en: "Another process is using the data directory",
    try_sv:
      "Stoppa den andra processen (till exempel `underlag serve`), välj en annan --data-mapp, eller ange DATABASE_URL för att dela en server.",
    try_en:
      "Stop the other process (for instance `underlag serve`), choose another --data directory, or set DATABASE_URL to share one server.",
  },
  "database.no-binaries": {
    severity: "stop",
    title_sv: "Den inbäddade databasen finns inte för den här plattformen",
    title_en: "The embedded database is not available on this platform",
    try_sv:
      "Kör `npm install` igen, eller ange i DATABASE_URL en PostgreSQL-server, version 15 eller senare.",
    try_en: "Run `npm install` again, or set DATABASE_URL to a PostgreSQL server, version 15 or later.",
  },
  "database.no-account": {
    severity: "stop",
    title_sv: "Inget konto att köra databasen som",
    title_en: "No account to run the database as",
    try_sv:
      "PostgreSQL körs aldrig som root: lägg till ett systemkonto som heter `underlag` (eller `nobody`), eller kör som en vanlig användare.",
    try_en:
      "PostgreSQL never runs as root: add a system account named `underlag` (or `nobody`), or run as an ordinary user.",
  },
  "database.directory": {
    severity: "stop",
    title_sv: "Datakatalogen kan inte användas",
    title_en: "The data directory cannot be used",
    try_sv: "Se efter att mappen tillhör kontot som kör Underlag och går att skriva i.",
    try_en: "Check that the directory belongs to the account that runs Underlag and can be written.",
  },
  "database.start-failed": {
    severity: "stop",
    title_sv: "Den inbäddade databasen startade inte",
    title_en: "The embedded database did not start",
    try_sv: "Läs server.log i datamappen; `underlag doctor` säger mer.",
    try_en: "Read server.log in the data directory; `underlag doctor` says more.",
  },
  "database.unreachable": {
    severity: "stop",
    title_sv: "Databasen svarar inte",
    title_en: "The database does not answer",
    try_sv:
      "Se över DATABASE_URL och att servern är igång. Inget ändrades av det avvisade arbetet; kör det igen.",
    try_en:
      "Check DATABASE_URL and that the server runs. Nothing was changed by the refused work; run it again.",
  },
  "database.superuser": {
    severity: "stop",
    title_sv: "DATABASE_URL pekar på en superanvändare",
    title_en: "DATABASE_URL names a superuser",
    try_sv:
      "En superanvändare går förbi radskyddet. Skapa en vanlig ägare: `create role underlag login createrole password '...'; create database underlag owner underlag;` och använd den i DATABASE_URL.",
    try_en:
      "A superuser passes row-level security. Create an ordinary owner: `create role underlag login createrole password '...'; create database underlag owner underlag;` and use it in DATABASE_URL.",
  },
  "database.bypasses-row-security": {
    severity: "stop",
    title_sv: "Databasrollen går förbi radskyddet",
    title_en: "The database role bypasses row-level security",
    try_sv: "`alter role ... nobypassrls;` som administratör, för varje roll som nämns.",
    try_en: "`alter role ... nobypassrls;` as an administrator, for every role named.",
  },
  "database.version": {
    severity: "stop",
    title_sv: "Databasservern är för gammal",
    title_en: "The database server is too old",
    try_sv: "Använd PostgreSQL 15 eller senare.",
    try_en: "Use PostgreSQL 15 or later.",
  },
  "database.roles-missing": {
    severity: "stop",
    title_sv: "Roller saknas i databasen",
    title_en: "Roles are missing in the database",
    try_sv:
      "Som administratör: `create role app_staff nologin; create role app_customer nologin; grant app_staff, app_customer to <ägare>;`",
    try_en:
      "As an administrator: `create role app_staff nologin; create role app_customer nologin; grant app_staff, app_customer to <owner>;`",
  },
  "database.migration-edited": {
    severity: "stop",
    title_sv: "En redan körd migrering har ändrats",
    title_en: "A migration that has been applied was edited",
    try_sv: "Återställ filen som den var och lägg ändringen i en ny fil med nästa nummer.",
    try_en: "Restore the file as it was and put the change in a new file with the next number.",
  },
  "database.newer-than-program": {
    severity: "stop",
    title_sv: "Databasen är nyare än programmet",
    title_en: "The database is newer than the program",
    try_sv: "Installera versionen som gjorde databasen, eller en senare.",
    try_en: "Install the version that made this database, or a later one.",
  },
  "database.disk-full": {
    severity: "stop",
    title_sv: "Disken är full",
    title_en: "The disk is full",
    try_sv: "Gör plats och kör samma arbete igen; inget av det behölls.",
    try_en: "Free some space and run the same work again; nothing of it was kept.",
  },
  "database.connection-lost": {
    severity: "stop",
    title_sv: "Förbindelsen med databasen bröts",
    title_en: "The connection to the database was lost",
    try_sv:
      "Kör arbetet igen: det blev antingen helt gjort eller inte alls, och det som är gjort hittas och görs inte om.",
    try_en:
      "Run the work again: it was either done wholly or not at all, and what was done is found, not done twice.",
  },
  "database.busy": {
    severity: "stop",
    title_sv: "Ett annat arbete hann före",
    title_en: "Another piece of work got there first",
    try_sv: "Kör arbetet igen.",
    try_en: "Run the work again.",
  },
  "database.archive-damaged": {
    severity: "stop",
    title_sv: "Säkerhetskopian är skadad",
    title_en: "The backup is damaged",
    try_sv: "Använd en annan säkerhetskopia; inget ändrades av den här.",
    try_en: "Use another backup; nothing was changed by this one.",
  },
  "database.archive-unreadable": {
    severity: "stop",
    title_sv: "Säkerhetskopian kan inte öppnas",
    title_en: "The backup cannot be opened",
    try_sv: "Se över namnet och att du får läsa filen.",
    try_en: "Check the name and that you may read the file.",
  },
  "database.archive-unwritable": {
    severity: "stop",
    title_sv: "Säkerhetskopian kan inte skrivas",
    title_en: "The backup cannot be written",
    try_sv: "Se efter att mappen finns och att du får skriva i den.",
    try_en: "Check that the folder exists and that you may write in it.",
  },
  "database.archive-exists": {
    severity: "stop",
    title_sv: "Filen finns redan",
    title_en: "The file exists already",
    try_sv: "Välj ett annat namn, eller lägg till --overwrite.",
    try_en: "Choose another name, or say --overwrite.",
  },
  "database.archive-schema": {
    severity: "stop",
    title_sv: "Säkerhetskopian kommer från ett annat eller nyare program",
    title_en: "The backup comes from another or a newer program",
    try_sv: "Återställ den med versionen som gjorde den, eller en senare.",
    try_en: "Restore it with the version that made it, or a later one.",
  },
  "database.not-empty": {
    severity: "stop",
    title_sv: "Databasen är inte tom",
    title_en: "The database is not empty",
    try_sv: "Återställ till en tom datamapp, eller lägg till --replace för att kasta det som finns där nu.",
    try_en: "Restore into an empty data directory, or say --replace to throw away what is there now.",
  },
} as const satisfies Record<string, ProblemEntry>;

export type DatabaseProblemCode = keyof typeof catalogue;

/** A problem of this room: the title of its code, and what was special this time. */
export function databaseProblem(
  code: DatabaseProblemCode,
  detail: { readonly sv: string; readonly en: string },
  extra: { readonly file?: string; readonly advice?: Advice } = {},
): Problem {
  const entry = catalogue[code];
  return {
    code,
    severity: entry.severity,
    message_sv: `${entry.title_sv}: ${detail.sv}`,
    message_en: `${entry.title_en}: ${detail.en}`,
    ...(extra.advice ?? adviceOf(entry)),
    ...(extra.file === undefined ? {} : { file: extra.file }),
  };
}
