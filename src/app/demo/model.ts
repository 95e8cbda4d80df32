import { agreedShares, services } from "./catalogue.ts";
import { pools } from "./chart.ts";

/** The costing model of the example as a person would write it. */
export function modelYaml(): string {
  const lines: string[] = [
    "# Kalkylmodell för exempelstaden. Gemensamma kostnader förs steg för steg till tjänsterna.",
    "model: gothenburg",
    "valid_from: 2022-01-01",
    "method: step-down",
    "pools:",
  ];
  for (const pool of pools) {
    lines.push(
      `  - pool: ${pool.pool}`,
      `    name_sv: ${pool.nameSv}`,
      `    name_en: ${pool.nameEn}`,
      `    select: { cost_centre: [${pool.select.map((code) => `"${code}"`).join(", ")}] }`,
    );
  }
  lines.push(
    "direct:",
    '  - select: { project: ["P*"] }',
    '  - select: { service: ["*"] }',
    "steps:",
    ...step(
      "common",
      "pools",
      "fte",
      "Gemensamma kostnader följer de årsarbetare som använder dem.",
      "Common costs follow the full-time equivalents that use them.",
    ),
    ...step(
      "steering",
      "pools",
      "fte",
      "Stabernas arbete följer antalet årsarbetare.",
      "The staff units' work follows the number of full-time equivalents.",
    ),
    ...step(
      "service-centre",
      "services",
      "tickets",
      "Kund- och servicecenter följer antalet ärenden per tjänst.",
      "The service centre follows the number of cases per service.",
    ),
    ...step(
      "infrastructure-overhead",
      '["DI-*", "ADD-ETJ", "ADD-SDK", "SPC-ARK", "SPC-PL", "CARD", "SIS-DM", "DS-*"]',
      "fte",
      "Avdelningens gemensamma kostnader följer årsarbetare per tjänst.",
      "The department's common costs follow full-time equivalents per service.",
    ),
    ...step(
      "shared-overhead",
      '["FIN-*", "HR-*", "KLS-*", "ADD-ENK", "ADD-PRO", "ADD-SIG", "ADD-SVE", "ADD-UTB", "SPC-PRO", "SPC-VIS", "ACC", "SIS-INK", "GRANT", "OTH"]',
      "fte",
      "Avdelningens gemensamma kostnader följer årsarbetare per tjänst.",
      "The department's common costs follow full-time equivalents per service.",
    ),
    "keys:",
    "  - key: headcount",
    "    name_sv: Antal anställda",
    "    name_en: Number of employees",
    "    by: { driver: headcount }",
    "  - key: accounts",
    "    name_sv: Andel av nyttjad tjänst (konton)",
    "    name_en: Share of use (accounts)",
    "    by: { driver: accounts }",
    "    among: users",
    "  - key: volume",
    "    name_sv: Volymbaserat nyttjande",
    "    name_en: Metered volume",
    "    by: volume",
  );
  for (const [service, shares] of Object.entries(agreedShares)) {
    lines.push(
      `  - key: agreed-${service.toLowerCase()}`,
      "    name_sv: Överenskommen fördelning",
      "    name_en: Agreed shares",
      `    by: { shares: { ${Object.entries(shares)
        .map(([customer, share]) => `${customer}: ${share}`)
        .join(", ")} } }`,
    );
  }
  lines.push("assignments:");
  for (const key of ["headcount", "accounts", "volume"]) {
    const codes = services.filter((row) => keyOf(row.service) === key).map((row) => `"${row.service}"`);
    lines.push(`  - services: [${codes.join(", ")}]`, `    key: ${key}`);
  }
  for (const service of Object.keys(agreedShares)) {
    lines.push(`  - services: ["${service}"]`, `    key: agreed-${service.toLowerCase()}`);
  }
  lines.push(
    "exceptions:",
    "  - customer: LISEBERG",
    "    key: headcount",
    "    subtract: { driver: seasonal }",
    "    valid_from: 2022-01-01",
    "    valid_to: 2025-12-31",
    "    decision: LIS-2024",
    "    explain_sv: Säsongsanställda räknas inte, eftersom de inte använder stadens system.",
    "    explain_en: Seasonal staff are not counted, since they do not use the city's systems.",
    "",
  );
  return lines.join("\n");
}

/** The distribution key of a service. */
export function keyOf(code: string): string {
  const row = services.find((candidate) => candidate.service === code);
  if (row?.metered !== undefined) return "volume";
  if (row?.key === "agreed") return `agreed-${code.toLowerCase()}`;
  return row?.key ?? "accounts";
}

function step(from: string, to: string, driver: string, sv: string, en: string): string[] {
  return [
    `  - from: ${from}`,
    `    to: ${to}`,
    `    by: { driver: ${driver} }`,
    `    explain_sv: ${sv}`,
    `    explain_en: ${en}`,
  ];
}
