import type { Problem, Severity } from "../../kernel/index.ts";

/** Everything this room can refuse, as `docs/problems.md` prints it. */
export const catalogue = {
  "database.in-use": {
    severity: "stop",
    title_sv: "En annan process använder datakatalogen",
    title_en: "Another process is using the data directory",
    try_en:
      "Stop the other process (for instance `underlag serve`), choose another --data directory, or set DATABASE_URL to share one server.",
  },
  "database.no-binaries": {
    severity: "stop",
    title_sv: "Den inbäddade databasen finns inte för den här plattformen",
    title_en: "The embedded database is not available on this platform",
    try_en: "Run `npm install` again, or set DATABASE_URL to a PostgreSQL server, version 15 or later.",
  },
  "database.no-account": {
    severity: "stop",
    title_sv: "Inget konto att köra databasen som",
    title_en: "No account to run the database as",
    try_en:
      "PostgreSQL never runs as root: add a system account named `underlag` (or `nobody`), or run as an ordinary user.",
  },
  "database.directory": {
    severity: "stop",
    title_sv: "Datakatalogen kan inte användas",
    title_en: "The data directory cannot be used",
    try_en: "Check that the directory belongs to the account that runs Underlag and can be written.",
  },
  "database.start-failed": {
    severity: "stop",
    title_sv: "Den inbäddade databasen startade inte",
    title_en: "The embedded database did not start",
    try_en: "Read server.log in the data directory; `underlag doctor` says more.",
  },
  "database.unreachable": {
    severity: "stop",
    title_sv: "Databasen svarar inte",
    title_en: "The database does not answer",
    try_en:
      "Check DATABASE_URL and that the server runs. Nothing was changed by the refused work; run it again.",
  },
  "database.superuser": {
    severity: "stop",
    title_sv: "DATABASE_URL pekar på en superanvändare",
    title_en: "DATABASE_URL names a superuser",
    try_en:
      "A superuser passes row-level security. Create an ordinary owner: `create role underlag login createrole password '...'; create database underlag owner underlag;` and use it in DATABASE_URL.",
  },
  "database.bypasses-row-security": {
    severity: "stop",
    title_sv: "Databasrollen går förbi radskyddet",
    title_en: "The database role bypasses row-level security",
    try_en: "`alter role ... nobypassrls;` as an administrator, for every role named.",
  },
  "database.version": {
    severity: "stop",
    title_sv: "Databasservern är för gammal",
    title_en: "The database server is too old",
    try_en: "Use PostgreSQL 15 or later.",
  },
  "database.roles-missing": {
    severity: "stop",
    title_sv: "Roller saknas i databasen",
    title_en: "Roles are missing in the database",
    try_en:
      "As an administrator: `create role app_staff nologin; create role app_customer nologin; grant app_staff, app_customer to <owner>;`",
  },
  "database.migration-edited": {
    severity: "stop",
    title_sv: "En redan körd migrering har ändrats",
    title_en: "A migration that has been applied was edited",
    try_en: "Restore the file as it was and put the change in a new file with the next number.",
  },
  "database.newer-than-program": {
    severity: "stop",
    title_sv: "Databasen är nyare än programmet",
    title_en: "The database is newer than the program",
    try_en: "Install the version that made this database, or a later one.",
  },
  "database.disk-full": {
    severity: "stop",
    title_sv: "Disken är full",
    title_en: "The disk is full",
    try_en: "Free some space and run the same work again; nothing of it was kept.",
  },
  "database.connection-lost": {
    severity: "stop",
    title_sv: "Förbindelsen med databasen bröts",
    title_en: "The connection to the database was lost",
    try_en:
      "Run the work again: it was either done wholly or not at all, and what was done is found, not done twice.",
  },
  "database.busy": {
    severity: "stop",
    title_sv: "Ett annat arbete hann före",
    title_en: "Another piece of work got there first",
    try_en: "Run the work again.",
  },
  "database.archive-damaged": {
    severity: "stop",
    title_sv: "Säkerhetskopian är skadad",
    title_en: "The backup is damaged",
    try_en: "Use another backup; nothing was changed by this one.",
  },
  "database.archive-unreadable": {
    severity: "stop",
    title_sv: "Säkerhetskopian kan inte öppnas",
    title_en: "The backup cannot be opened",
    try_en: "Check the name and that you may read the file.",
  },
  "database.archive-unwritable": {
    severity: "stop",
    title_sv: "Säkerhetskopian kan inte skrivas",
    title_en: "The backup cannot be written",
    try_en: "Check that the folder exists and that you may write in it.",
  },
  "database.archive-exists": {
    severity: "stop",
    title_sv: "Filen finns redan",
    title_en: "The file exists already",
    try_en: "Choose another name, or say --overwrite.",
  },
  "database.archive-schema": {
    severity: "stop",
    title_sv: "Säkerhetskopian kommer från ett annat eller nyare program",
    title_en: "The backup comes from another or a newer program",
    try_en: "Restore it with the version that made it, or a later one.",
  },
  "database.not-empty": {
    severity: "stop",
    title_sv: "Databasen är inte tom",
    title_en: "The database is not empty",
    try_en: "Restore into an empty data directory, or say --replace to throw away what is there now.",
  },
} as const satisfies Record<
  string,
  { severity: Severity; title_sv: string; title_en: string; try_en: string }
>;

export type DatabaseProblemCode = keyof typeof catalogue;

/** A problem of this room: the title of its code, and what was special this time. */
export function databaseProblem(
  code: DatabaseProblemCode,
  detail: { readonly sv: string; readonly en: string },
  extra: { readonly file?: string; readonly try?: string } = {},
): Problem {
  const entry = catalogue[code];
  return {
    code,
    severity: entry.severity,
    message_sv: `${entry.title_sv}: ${detail.sv}`,
    message_en: `${entry.title_en}: ${detail.en}`,
    try: extra.try ?? entry.try_en,
    ...(extra.file === undefined ? {} : { file: extra.file }),
  };
}
