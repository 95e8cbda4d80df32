import type { TextPlace } from "../../formats/report-text/index.ts";
import type { ReportCheck } from "./check.ts";
import type { Finding, FindingKind, FindingSeverity } from "./finding.ts";
import { severities } from "./finding.ts";

type Words = Readonly<{ sv: string; en: string }>;

/** What the severities and the kinds are called. */
export const severityNames: Readonly<Record<FindingSeverity, Words>> = {
  error: { sv: "Fel", en: "Error" },
  warning: { sv: "Varning", en: "Warning" },
  note: { sv: "Notering", en: "Note" },
};
export const kindNames: Readonly<Record<FindingKind, Words>> = {
  sum: { sv: "summering", en: "footing" },
  label: { sv: "summans namn", en: "label of a sum" },
  difference: { sv: "skillnad", en: "difference" },
  ratio: { sv: "andel", en: "share" },
  growth: { sv: "utveckling", en: "growth" },
  "roll-forward": { sv: "ingående balans", en: "roll-forward" },
  "same-fact": { sv: "samma uppgift", en: "same fact" },
  basis: { sv: "underlag", en: "basis" },
  claim: { sv: "påstående", en: "claim" },
  sign: { sv: "tecken", en: "sign" },
  unit: { sv: "enhet", en: "unit" },
  date: { sv: "tid", en: "date" },
  count: { sv: "antal", en: "count" },
  "empty-section": { sv: "tomt avsnitt", en: "empty section" },
  attachment: { sv: "bilaga", en: "attachment" },
  reference: { sv: "hänvisning", en: "reference" },
  format: { sv: "skrivsätt", en: "format" },
};

/** The findings of a severity or graver. */
export function atLeast(findings: readonly Finding[], severity: FindingSeverity): Finding[] {
  return findings.filter((one) => severities.indexOf(one.severity) <= severities.indexOf(severity));
}

/** "sida 3, rad 12". */
export function placeText({ page, line }: TextPlace, language: "sv" | "en"): string {
  const [p, l] = language === "sv" ? ["sida", "rad"] : ["page", "line"];
  return page === undefined ? `${l} ${Math.ceil(line)}` : `${p} ${page}, ${l} ${Math.ceil(line)}`;
}

/** The result for a terminal. */
export function checkText(check: ReportCheck, language: "sv" | "en"): string {
  const count = (severity: FindingSeverity): number =>
    check.findings.filter((one) => one.severity === severity).length;
  const [errors, warnings, notes] = [count("error"), count("warning"), count("note")];
  const head =
    language === "sv"
      ? `${check.facts} siffror i ${check.tables} tabeller och i texten, ${check.checks} kontroller: ${errors} fel, ${warnings} varningar, ${notes} noteringar.`
      : `${check.facts} figures in ${check.tables} tables and in the text, ${check.checks} checks: ${errors} errors, ${warnings} warnings, ${notes} notes.`;
  const entries = check.findings.map((one) => {
    const [first] = one.where;
    const lines = [
      `${severityNames[one.severity][language]} (${kindNames[one.kind][language]}) ${first === undefined ? "" : placeText(first, language)}${first?.section ? `, ${first.section}` : ""}`,
      `  ${language === "sv" ? one.message_sv : one.message_en}`,
      ...one.where.map((where) => `  ${placeText(where, language)}: ${where.text}`),
      `  ${language === "sv" ? "Regel" : "Rule"}: ${one.rule}`,
    ];
    return lines.join("\n");
  });
  return [head, ...entries].join("\n\n");
}

/** The result for machines; `docs/formats.md` describes it. */
export function checkJson(check: ReportCheck): object {
  return {
    facts: check.facts,
    tables: check.tables,
    checks: check.checks,
    findings: check.findings.map(
      ({ kind, severity, where, printed, computed, rule, message_sv, message_en }) => ({
        kind,
        severity,
        where: where.map(({ page, line, section, text }) => ({
          ...(page === undefined ? {} : { page }),
          line: Math.ceil(line),
          section,
          text,
        })),
        printed,
        computed,
        rule,
        message_sv,
        message_en,
      }),
    ),
  };
}
