import { adviceOf, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";
import type { ActField } from "./act.ts";

export const catalogue = {
  "web.field-missing": {
    severity: "stop",
    title_sv: "Ett fält är tomt",
    title_en: "A field is empty",
    try_sv: "Fyll i fältet och försök igen.",
    try_en: "Fill it in and try again.",
  },
  "web.field-unreadable": {
    severity: "stop",
    title_sv: "Ett fält går inte att läsa",
    title_en: "A field cannot be read",
    try_sv: "Skriv som i exemplet intill fältet.",
    try_en: "Write it like the example beside the field.",
  },
  "web.key-of-another": {
    severity: "stop",
    title_sv: "Idempotency-Key har redan använts för något annat",
    title_en: "The Idempotency-Key was used for something else",
    try_sv: "Välj en ny nyckel för varje ny begäran; upprepa en nyckel bara med samma begäran.",
    try_en: "Choose a new key for every new request; repeat a key only with the same request.",
  },
  "web.key-unreadable": {
    severity: "stop",
    title_sv: "Idempotency-Key går inte att läsa",
    title_en: "The Idempotency-Key cannot be read",
    try_sv: "Använd 1 till 200 synliga ASCII-tecken, till exempel ett UUID.",
    try_en: "Use 1 to 200 visible ASCII characters, a UUID for instance.",
  },
  "web.answer-said-once": {
    severity: "stop",
    title_sv: "Svaret var en hemlighet och sades en gång",
    title_en: "The answer was a secret and was said once",
    try_sv: "Det gjordes första gången. Ta tillbaka det som gjordes, och begär ett nytt med en ny nyckel.",
    try_en: "It was done the first time. Take back what was made, and ask for a new one with a new key.",
  },
} as const satisfies ProblemCatalogue;

/** A key that was chosen for another request within a day. */
export function keyOfAnother(key: string): Problem {
  return {
    code: "web.key-of-another",
    severity: "stop",
    message_sv: `Nyckeln ${key} har redan använts för något annat.`,
    message_en: `The key ${key} has been used for another request.`,
    ...adviceOf(catalogue["web.key-of-another"]),
  };
}

/** A key that could not stand in a log. */
export function keyUnreadable(): Problem {
  return {
    code: "web.key-unreadable",
    severity: "stop",
    message_sv: "Idempotency-Key är tom, för lång eller har tecken som inte syns.",
    message_en: "The Idempotency-Key is empty, too long or has characters that do not show.",
    ...adviceOf(catalogue["web.key-unreadable"]),
  };
}

/** A repetition of an act whose answer is kept nowhere. */
export function answerSaidOnce(key: string): Problem {
  return {
    code: "web.answer-said-once",
    severity: "stop",
    message_sv: `Begäran ${key} är redan utförd, och svaret sades en gång.`,
    message_en: `The request ${key} has been done already, and its answer was said once.`,
    ...adviceOf(catalogue["web.answer-said-once"]),
  };
}

/** What stands in a field is not what the field is for. */
export function fieldUnreadable(field: Pick<ActField, "name" | "sv" | "en">, text: string): Problem {
  return {
    code: "web.field-unreadable",
    severity: "stop",
    message_sv: `”${text}” går inte att läsa som ”${field.sv}”.`,
    message_en: `"${text}" cannot be read as "${field.en}" (${field.name}).`,
    ...adviceOf(catalogue["web.field-unreadable"]),
  };
}

/** A field that an act cannot do without. */
export function fieldMissing(field: ActField): Problem {
  return {
    code: "web.field-missing",
    severity: "stop",
    message_sv: `”${field.sv}” behövs.`,
    message_en: `"${field.en}" (${field.name}) is needed.`,
    ...adviceOf(catalogue["web.field-missing"]),
  };
}
