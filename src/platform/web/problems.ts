import type { Problem, ProblemCatalogue } from "../../kernel/index.ts";
import type { ActField } from "./act.ts";

export const catalogue: ProblemCatalogue = {
  "web.field-missing": {
    severity: "stop",
    title_sv: "Ett fält är tomt",
    title_en: "A field is empty",
    try_en: "Fill it in and try again.",
  },
  "web.field-unreadable": {
    severity: "stop",
    title_sv: "Ett fält går inte att läsa",
    title_en: "A field cannot be read",
    try_en: "Write it like the example beside the field.",
  },
};

/** What stands in a field is not what the field is for. */
export function fieldUnreadable(field: Pick<ActField, "name" | "sv" | "en">, text: string): Problem {
  return {
    code: "web.field-unreadable",
    severity: "stop",
    message_sv: `”${text}” går inte att läsa som ”${field.sv}”.`,
    message_en: `"${text}" cannot be read as "${field.en}" (${field.name}).`,
    try: "Write it like the example beside the field.",
  };
}

/** A field that an act cannot do without. */
export function fieldMissing(field: ActField): Problem {
  return {
    code: "web.field-missing",
    severity: "stop",
    message_sv: `”${field.sv}” behövs.`,
    message_en: `"${field.en}" (${field.name}) is needed.`,
    try: "Fill it in and try again.",
  };
}
