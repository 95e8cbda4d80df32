/**
 * The official checks, for tests: the UBL 2.1 schemas and the Peppol rules. Both are other people's and stand outside the
 * project. The rules are the two .xslt files of a release (CEN-EN16931-UBL.xslt, PEPPOL-EN16931-UBL.xslt) in the folder
 * that UNDERLAG_PEPPOL_RULES names; compiling them takes most of a minute, so the compiled form is kept beside them.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { validateXML } from "xmllint-wasm";

export const shared = process.env["UNDERLAG_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const schemas = join(shared, "external/xsd-ubl21");
const rules = process.env["UNDERLAG_PEPPOL_RULES"] ?? "";
const ruleNames = ["CEN-EN16931-UBL", "PEPPOL-EN16931-UBL"];

export const hasSchemas = existsSync(schemas);
export const hasRules = rules !== "" && ruleNames.every((name) => existsSync(join(rules, `${name}.xslt`)));

export interface Finding {
  readonly id: string;
  readonly flag: string;
  readonly text: string;
}

interface Saxon {
  transform(options: Record<string, unknown>, how: "sync"): { readonly principalResult: string };
}

let compiled: readonly unknown[] | undefined;
let saxon: Saxon | undefined;

/** What the rules find in a document: failed assertions of either rule set, warnings among them. */
export function findingsIn(xml: string): Finding[] {
  const require = createRequire(import.meta.url);
  saxon ??= require("saxon-js") as Saxon;
  compiled ??= ruleNames.map((name) => {
    const target = join(rules, `${name}.sef.json`);
    if (!existsSync(target)) {
      const program = require.resolve("xslt3/xslt3.js");
      execFileSync(process.execPath, [
        program,
        `-xsl:${join(rules, `${name}.xslt`)}`,
        `-export:${target}`,
        "-nogo",
      ]);
    }
    return JSON.parse(readFileSync(target, "utf8")) as unknown;
  });
  return compiled.flatMap((stylesheetInternal) => {
    const { principalResult } = (saxon as Saxon).transform(
      { stylesheetInternal, sourceText: xml, destination: "serialized" },
      "sync",
    );
    return [
      ...principalResult.matchAll(/<svrl:(?:failed-assert|successful-report)\b([^>]*)>([\s\S]*?)<\/svrl:/g),
    ].map(([, attributes = "", inner = ""]): Finding => ({
      id: /\bid="([^"]*)"/.exec(attributes)?.[1] ?? "",
      flag: /\bflag="([^"]*)"/.exec(attributes)?.[1] ?? "",
      text: inner.replace(/<[^>]*>/g, "").trim(),
    }));
  });
}

/** What the UBL 2.1 schemas find in documents; empty when all are valid. */
export async function schemaFaults(documents: readonly (readonly [string, string])[]): Promise<string[]> {
  const file = (path: string) => ({ fileName: path, contents: readFileSync(join(schemas, path), "utf8") });
  const preload = readdirSync(join(schemas, "common")).map((name) => ({
    ...file(`common/${name}`),
    fileName: `common/${name}`,
  }));
  const faults: string[] = [];
  for (const root of ["Invoice", "CreditNote"]) {
    const chosen = documents.filter(([, xml]) => xml.includes(`</${root}>`));
    if (chosen.length === 0) continue;
    const schema = file(`maindoc/UBL-${root}-2.1.xsd`);
    const result = await validateXML({
      xml: chosen.map(([fileName, contents]) => ({ fileName, contents })),
      // The schema stands in the root here, beside the folder it names as ../common.
      schema: [{ fileName: "main.xsd", contents: schema.contents.replaceAll("../common/", "common/") }],
      preload,
      maxMemoryPages: 4096,
    });
    if (!result.valid) faults.push(...result.errors.map((error) => error.rawMessage));
  }
  return faults;
}
