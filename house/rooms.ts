/**
 * The plan of the house: the rooms in the order a krona walks through them. An import may point to an earlier room,
 * never to a later one. Reordering this list is an architectural decision and shows in a diff.
 */
export const rooms = [
  "kernel",
  "formats/sie4",
  "formats/csv",
  "formats/xml",
  "formats/zip",
  "formats/peppol",
  "formats/internal-debiting",
  "formats/focus",
  "formats/pdf",
  "formats/docx",
  "formats/xlsx",
  "formats/report-text",
  "platform/language",
  "platform/database",
  "platform/verify",
  "platform/audit",
  "platform/command",
  "platform/jobs",
  "platform/access",
  "platform/registers",
  "platform/webhooks",
  "platform/web",
  "service/catalogue",
  "service/customers",
  "economy/ledger",
  "economy/planning",
  "economy/costing",
  "economy/pricing",
  "economy/ordering",
  "economy/metering",
  "economy/invoicing",
  "economy/settlement",
  "economy/reconciliation",
  "economy/statements",
  "economy/closing",
  "steering/governance",
  "people/workforce",
  "reporting/checks",
  "reporting/facts",
  "reporting/documents",
  "app",
] as const;

export type Room = (typeof rooms)[number];

/** Wings whose floors are pure: values in, values out, compiled without Node or DOM. Platform rooms are machinery. */
export const pureWings = [
  "kernel",
  "formats",
  "service",
  "economy",
  "steering",
  "people",
  "reporting",
] as const;

/** Packages that a pure floor may use nevertheless, with the reason. */
export const floorPackages: Readonly<Record<string, readonly string[]>> = {
  // A well-kept parser underneath: the quoting rules of CSV are not ours to invent.
  "formats/csv": ["csv-parse"],
  // Packs in JavaScript, so that the bytes are the same on every Node.
  "formats/zip": ["fflate"],
  // The zip and the XML of a workbook, both ways.
  "formats/xlsx": ["hucre"],
  // The typesetter: native, and given nothing but a constant template and JSON.
  "formats/pdf": ["@myriaddreamin/typst-ts-node-compiler"],
  // Markdown and HTML as people write them; the readers keep places and follow no reference.
  "formats/report-text": ["marked", "htmlparser2"],
  // The model is text that people write; the parser keeps line numbers and comments.
  "economy/costing": ["yaml"],
};

/** Doors in the order inside a room: a door may use the doors before it and the floor. */
export const doors = ["sql", "actions", "http", "pages", "commands"] as const;
