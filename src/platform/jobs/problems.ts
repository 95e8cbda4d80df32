import { adviceOf, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";

export const catalogue = {
  "jobs.unknown-job": {
    severity: "stop",
    title_sv: "Jobbet finns inte",
    title_en: "There is no such job",
    try_sv: "Se i listan över jobb.",
    try_en: "Look in the list of jobs.",
  },
  "jobs.under-way": {
    severity: "stop",
    title_sv: "Det arbetet pågår redan",
    title_en: "That work is under way already",
    try_sv: "Vänta på jobbet, eller avbryt det.",
    try_en: "Wait for the job, or cancel it.",
  },
  "jobs.ended": {
    severity: "stop",
    title_sv: "Jobbet är redan avslutat",
    title_en: "The job has ended already",
    try_sv: "Starta ett nytt om arbetet fortfarande behövs.",
    try_en: "Start a new one if the work is still wanted.",
  },
  "jobs.given-up": {
    severity: "stop",
    title_sv: "Jobbet avbröts gång på gång och försöks inte mer",
    title_en: "The job was killed again and again and is not tried any more",
    try_sv: "Läs i serverns logg vad som avbröt det, och starta det på nytt.",
    try_en: "Read the server's log for what killed it, and start it anew.",
  },
  "jobs.crashed": {
    severity: "stop",
    title_sv: "Ett fel i programmet stoppade jobbet",
    title_en: "A fault in the program stopped the job",
    try_sv: "Inget halvgjort behölls. Anmäl meddelandet.",
    try_en: "Nothing half-done was kept. Report the message.",
  },
} as const satisfies ProblemCatalogue;

export function jobProblem(
  code: keyof typeof catalogue,
  detail: { readonly sv: string; readonly en: string },
): Problem {
  const entry = catalogue[code];
  return {
    code,
    severity: entry.severity,
    message_sv: `${entry.title_sv}: ${detail.sv}`,
    message_en: `${entry.title_en}: ${detail.en}`,
    ...adviceOf(entry),
  };
}
