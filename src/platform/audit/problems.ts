import { adviceOf, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";

export const catalogue = {
  "audit.broken-chain": {
    severity: "stop",
    title_sv: "Behandlingshistorikens kedja är bruten",
    title_en: "The audit chain is broken",
    try_sv:
      "Jämför med huvudets kontrollsumma som noterats utanför databasen och återställ den senaste hela säkerhetskopian.",
    try_en: "Compare with the head hash noted outside the database and restore the last good backup.",
  },
} as const satisfies ProblemCatalogue;

export function brokenChain(seq: number): Problem {
  return {
    code: "audit.broken-chain",
    severity: "stop",
    message_sv: `Post ${seq} i behandlingshistoriken stämmer inte med sin kontrollsumma eller med posten före.`,
    message_en: `Entry ${seq} of the audit does not agree with its hash or with the entry before it.`,
    ...adviceOf(catalogue["audit.broken-chain"]),
  };
}
