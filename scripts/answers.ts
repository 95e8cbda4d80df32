// Writes src/app/http/answers.json, what the machines' door answers with, from the types of the code: npm run answers.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../house/walk.ts";
import { acts } from "../src/app/site.ts";
import { answerSchemas } from "./answer-schemas.ts";

const { answers, schemas, untyped } = answerSchemas(acts.map((act) => act.path));
writeFileSync(join(root, "src/app/http/answers.json"), `${JSON.stringify({ answers, schemas }, null, 1)}\n`);
for (const place of untyped) console.error(`untyped: ${place}`);
console.error(
  `${Object.keys(answers).length} answers, ${Object.keys(schemas).length} schemas, ${untyped.length} untyped`,
);
