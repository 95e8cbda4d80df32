import { services } from "./catalogue.ts";
import { csv, type PackFile } from "./text.ts";

/** lens, category, name_sv, name_en. */
const categories: readonly (readonly [string, string, string, string])[] = [
  ["tbm-cost-pools", "staffing", "Personal", "Staffing"],
  ["tbm-cost-pools", "outside-services", "Köpta tjänster", "Outside services"],
  ["tbm-cost-pools", "software", "Programvara", "Software"],
  ["tbm-cost-pools", "hardware", "Hårdvara", "Hardware"],
  ["tbm-cost-pools", "telecom", "Tele- och datakommunikation", "Telecom"],
  ["tbm-cost-pools", "facilities", "Lokaler och energi", "Facilities and power"],
  ["tbm-cost-pools", "other", "Övrigt", "Other"],
  ["tbm-solutions", "workplace", "Arbetsplats", "Workplace"],
  ["tbm-solutions", "infrastructure", "Infrastruktur och plattformar", "Infrastructure and platforms"],
  ["tbm-solutions", "corporate", "Stadsgemensamma stödtjänster", "Shared and corporate services"],
  ["tbm-solutions", "delivery", "Leverans och konsultation", "Delivery and advice"],
  ["esv-purpose", "secure", "Säkerställa (vidmakthålla)", "Secure (run)"],
  ["esv-purpose", "improve", "Förbättra och utveckla", "Improve and develop"],
];

/** field, code, category. Which account or service belongs where is invented for the example; the city would decide its own. */
const rules: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  "tbm-cost-pools": [
    ["element", "staff", "staffing"],
    ["element", "consultants", "outside-services"],
    ["account", "6230", "hardware"],
    ["account", "6410", "software"],
    ["account", "64*", "outside-services"],
    ["account", "6810", "telecom"],
    ["account", "60*", "facilities"],
    ["account", "*", "other"],
  ],
  "tbm-solutions": [
    ...services
      .filter((one) =>
        ["DI-ARB", "DI-O365", "DI-LIC", "DI-MOB", "DI-MOT", "DI-PRF", "DI-UTS", "DI-TEL"].includes(
          one.service,
        ),
      )
      .map((one) => ["service", one.service, "workplace"] as const),
    ["service", "DS-*", "workplace"],
    ["service", "SPC-*", "delivery"],
    ["area", "infrastructure", "infrastructure"],
    ["area", "workplace", "workplace"],
    ["service", "*", "corporate"],
  ],
  "esv-purpose": [
    ["activity", "operation", "secure"],
    ["activity", "change", "improve"],
  ],
};

/** The city's costs in the categories of others. Names follow TBM 5.0 and ESV's reports; where a cost belongs is invented. */
export function lensFiles(): PackFile[] {
  return [
    { path: "lenses/categories.csv", text: csv("lens,category,name_sv,name_en", categories) },
    {
      path: "lenses/rules.csv",
      text: csv(
        "lens,position,field,code,category",
        Object.entries(rules).flatMap(([lens, list]) =>
          list.map(([field, code, category], i) => [lens, String(i + 1), field, code, category]),
        ),
      ),
    },
  ];
}
