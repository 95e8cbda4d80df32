import type { BothLanguages } from "../../platform/language/index.ts";

/** The manual of `doctor`. */
export const doctorManual: BothLanguages = {
  sv: `Användning
  ./underlag doctor [--json]

Ser efter hur maskinen mår (Node, den inbäddade databasens program, ledigt diskutrymme) och databasen (version, roller,
radskydd, hållbarhet, migreringar): en rad för varje, ok, varning eller stopp. Ändrar inget annat än att databasens
tabeller lyfts till den här versionen, som varje kommando gör. Slutkod 1 när någon rad säger stopp.`,
  en: `Usage
  ./underlag doctor [--json]

Looks at the machine (Node, the embedded database's program, free disk) and at the database (version, roles, row-level
security, durability, migrations): one line each, ok, warn or stop. Changes nothing but brings the schema up to date,
as every command does. Exit 1 when any line says stop.`,
};
