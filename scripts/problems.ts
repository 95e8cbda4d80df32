// Writes docs/problems.md from the catalogues of the rooms: npm run problems.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, root } from "../house/walk.ts";
import { rooms } from "../house/rooms.ts";
import type { ProblemCatalogue } from "../src/kernel/index.ts";

const lines = [
  "# Problems",
  "",
  "Every refusal and warning that Underlag gives, by room. Made from the rooms' catalogues by `npm run problems`; do not edit.",
  "A *stop* means that nothing was done; a *warn* is told and the work goes on.",
];
const paths = filesBelow("src").filter((path) => path.endsWith("/problems.ts"));
const place = (path: string): number => rooms.findIndex((room) => path.startsWith(`src/${room}/`));
for (const path of paths.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))) {
  const { catalogue } = (await import(join(root, path))) as { catalogue: ProblemCatalogue };
  lines.push(
    "",
    `## ${path.slice("src/".length, -"/problems.ts".length)}`,
    "",
    "| code | | what | what to try |",
    "|---|---|---|---|",
  );
  for (const [code, entry] of Object.entries(catalogue).sort(([a], [b]) => (a < b ? -1 : 1)))
    lines.push(
      `| \`${code}\` | ${entry.severity} | ${entry.title_en} / *${entry.title_sv}* | ${entry.try_en} / *${entry.try_sv}* |`,
    );
}
writeFileSync(join(root, "docs/problems.md"), `${lines.join("\n")}\n`);
