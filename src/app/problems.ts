import type { ProblemCatalogue } from "../kernel/index.ts";

export const catalogue: ProblemCatalogue = {
  "app.no-provider": {
    severity: "stop",
    title_sv: "Databasen är tom",
    title_en: "The database is empty",
    try_sv: "Läs in ett paket först: ./underlag demo ./pack && ./underlag load ./pack",
    try_en: "Load a pack first: ./underlag demo ./pack && ./underlag load ./pack",
  },
  "app.which-provider": {
    severity: "stop",
    title_sv: "Databasen har flera organisationer, eller den namngivna finns inte",
    title_en: "The database holds several providers, or the named one is not there",
    try_sv: "Ange en med --provider.",
    try_en: "Name one with --provider.",
  },
  "app.port-taken": {
    severity: "stop",
    title_sv: "Porten är upptagen",
    title_en: "The port is taken",
    try_sv: "Stoppa det andra programmet, eller välj en annan port: PORT=3001 npm start",
    try_en: "Stop the other program, or choose another port: PORT=3001 npm start",
  },
  "app.unknown-explanation": {
    severity: "stop",
    title_sv: "Det finns inget underlag med den beteckningen",
    title_en: "There is no basis by that id",
    try_sv:
      "Id ser ut som statement:income:2024:staff:actual, invoice:240001:3, cost:2024:actual:<tjänst>, voucher:2024/A/17:2.",
    try_en:
      "Ids look like statement:income:2024:staff:actual, invoice:240001:3, cost:2024:actual:<service>, voucher:2024/A/17:2.",
  },
  "app.no-such-person": {
    severity: "stop",
    title_sv: "Personen finns inte",
    title_en: "There is no such person",
    try_sv: "Visa alla: ./underlag user list",
    try_en: "List them: ./underlag user list",
  },
};
