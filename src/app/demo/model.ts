import { agreedShares, services } from "./catalogue.ts";
import { pools } from "./chart.ts";

/** The costing model of the example as a person would write it. */
export function modelYaml(): string {
  const lines: string[] = [
    "# Kalkylmodell för exempelstaden. Gemensamma kostnader förs steg för steg till tjänsterna.",
    "# Prova den: ./underlag model check, ./underlag model test. Orden förklaras i docs/costing-model.md.",
    "model: gothenburg",
    'version: "2022-1"',
    "valid_from: 2022-01-01",
    "method: step-down",
    "",
    "# Kostnader som ingen tjänst ensam har orsakat. En kostnad hör till den första pool som väljer den.",
    "pools:",
  ];
  for (const pool of pools) {
    lines.push(
      `  - pool: ${pool.pool}`,
      `    name_sv: ${pool.nameSv}`,
      `    name_en: ${pool.nameEn}`,
      `    select: { cost_centre: [${pool.select.map((code) => `"${code}"`).join(", ")}] }`,
    );
    // Borne by the users by decision, so that services cost what the annual report says; `cost idle` tells what it is worth.
    if (pool.pool === "service-centre")
      lines.push(
        "    capacity: # vad bemanningen räcker till (påhittat); det lediga bärs av användarna enligt beslut",
        "      amount: 150000",
        "      unit: ärende",
        "      owner: Kund- och servicecenter",
        "      unused: smear",
        "      decision: PRIS-2022",
      );
  }
  lines.push(
    "",
    "# Kostnader som själva namnger sin tjänst, på raden eller genom sitt projekt, går före poolerna.",
    "direct:",
    '  - select: { project: ["P*"] }',
    '  - select: { service: ["*"] }',
    "",
    "# Stegen tas i ordning. `pools` är de pooler som töms senare.",
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
      '"Kund- och servicecenter följer ärendena: {own} av {sum} ärenden är {share} av {amount}."',
      '"The service centre follows the cases: {own} of {sum} cases are {share} of {amount}."',
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
    "",
    "# Annat än kronor som följer samma pooler, steg och nycklar (påhittade schabloner per årsarbetare).",
    "measures:",
    "  - { measure: hours, unit: timmar, driver: hours }",
    "  - { measure: kwh, unit: kWh, driver: energy }",
    "  - { measure: co2e, unit: kgCO2e, driver: climate }",
    "",
    "# Hur kunderna delar på det en tjänst kostar.",
    "keys:",
    "  - key: headcount",
    "    name_sv: Antal anställda",
    "    name_en: Number of employees",
    "    by: { driver: headcount }",
    '    explain_sv: "Kunden bär {share}: {own} av {sum} anställda."',
    '    explain_en: "The customer carries {share}: {own} of {sum} employees."',
    "  - key: accounts",
    "    name_sv: Andel av nyttjad tjänst (konton)",
    "    name_en: Share of use (accounts)",
    "    by: { driver: accounts }",
    "    among: users  # bara de som har tjänsten",
    '    explain_sv: "Kunden bär {share}: {own} av {sum} konton hos dem som använder tjänsten."',
    '    explain_en: "The customer carries {share}: {own} of {sum} accounts of those who use the service."',
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
  lines.push("", "# Vilken nyckel varje tjänst har.", "assignments:");
  for (const key of ["headcount", "accounts", "volume"]) {
    const codes = services.filter((row) => keyOf(row.service) === key).map((row) => `"${row.service}"`);
    lines.push(`  - services: [${codes.join(", ")}]`, `    key: ${key}`);
  }
  for (const service of Object.keys(agreedShares)) {
    lines.push(`  - services: ["${service}"]`, `    key: agreed-${service.toLowerCase()}`);
  }
  lines.push(
    "",
    "# Avsteg från en nyckel, alltid med beslut och tid.",
    "exceptions:",
    "  - customer: LISEBERG",
    "    key: headcount",
    "    subtract: { driver: seasonal }",
    "    valid_from: 2022-01-01",
    "    valid_to: 2025-12-31",
    "    decision: LIS-2024",
    "    explain_sv: Säsongsanställda räknas inte, eftersom de inte använder stadens system.",
    "    explain_en: Seasonal staff are not counted, since they do not use the city's systems.",
    ...examples,
    "",
  );
  return lines.join("\n");
}

/** What a controller wants to see hold, in round figures: run by `model test`. */
const examples: readonly string[] = [
  "",
  "# Exempel i runda tal: ./underlag model test",
  "tests:",
  "  - name: En gemensam kostnad når tjänsterna genom staber, servicecenter och avdelningar",
  "    given:",
  "      services: [HR-LON, DI-ARB]",
  "      cells:",
  '        - { cost_centre: "3900", amount: "100,00" }',
  "      drivers:",
  "        fte: { steering: 5, service-centre: 1, infrastructure-overhead: 2, shared-overhead: 2, HR-LON: 3, DI-ARB: 9 }",
  "        tickets: { HR-LON: 1, DI-ARB: 3 }",
  "    expect:",
  "      # Staberna får 50, servicecenter 10 + 10, avdelningarna 20 + 20 var; servicecentrets 20 delas 5 och 15 efter ärenden.",
  '      services: { HR-LON: "45,00", DI-ARB: "55,00" }',
  "  - name: Utvecklingskostnad som namnger sin tjänst går direkt till den",
  "    given:",
  "      services: [HR-LON, DI-ARB]",
  "      cells:",
  '        - { cost_centre: "3000", service: HR-LON, amount: "12,50" }',
  '    expect: { services: { HR-LON: "12,50", DI-ARB: "0,00" } }',
  "  - name: Lisebergs säsongsanställda räknas inte",
  "    given:",
  "      services: [HR-PER]",
  "      customers: [LISEBERG, GSF]",
  '      cells: [{ service: HR-PER, period: 2024-03, amount: "100,00" }]',
  "      drivers: { headcount: { LISEBERG: 30, GSF: 80 }, seasonal: { LISEBERG: 10 } }",
  '    expect: { customers: { LISEBERG: "20,00", GSF: "80,00" } }',
  "  - name: Efter undantagets sista dag räknas de igen",
  "    given:",
  "      services: [HR-PER]",
  "      customers: [LISEBERG, GSF]",
  '      cells: [{ service: HR-PER, period: 2026-01, amount: "110,00" }]',
  "      drivers: { headcount: { LISEBERG: 30, GSF: 80 }, seasonal: { LISEBERG: 10 } }",
  '    expect: { customers: { LISEBERG: "30,00", GSF: "80,00" } }',
];

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
