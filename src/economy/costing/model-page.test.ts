import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { required } from "../../kernel/index.ts";
import { compare, readModel, runWritten } from "./index.ts";

const docs = join(import.meta.dirname, "../../../docs");
const page = readFileSync(join(docs, "costing-model.md"), "utf8");
const models = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] as string);
const validate = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(join(docs, "costing-model.schema.json"), "utf8")) as object,
);

describe("docs/costing-model.md", () => {
  it("shows models, not pieces", () => expect(models.length).toBeGreaterThan(7));

  it.each(models.map((text) => [/^model: (.*)$/m.exec(text)?.[1] ?? "?", text]))(
    "gives the numbers it prints: %s",
    (name, text) => {
      expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
      const model = required(readModel(text, `${name}.yaml`));
      expect(model.tests?.length ?? 0).toBeGreaterThan(0);
      for (const test of model.tests ?? []) {
        if (test.given.kind !== "written") throw new Error("the page's examples need no database");
        for (const figure of compare(test.expect, required(runWritten(model, test.given)))) {
          expect({ test: test.name, code: figure.code, ore: figure.gotOre }).toEqual({
            test: test.name,
            code: figure.code,
            ore: figure.expectedOre,
          });
        }
      }
    },
  );

  it.each(["direct", "step-down", "double-step-down", "reciprocal"])(
    "prints what A carries by %s",
    (method) => {
      const printed = new RegExp(`^\\| \`${method}\` \\|.*\\| ([\\d.]+) \\|$`, "m").exec(page)?.[1];
      const text = models.find((one) => one.startsWith("model: step-down")) as string;
      const to = method === "direct" ? "to: services" : "to: all";
      const model = required(
        readModel(text.replace(/^method: .*$/m, `method: ${method}`).replaceAll("to: all", to), "m.yaml"),
      );
      const given = model.tests?.[0]?.given;
      if (given?.kind !== "written") throw new Error("the example is written");
      const carried = required(runWritten(model, given)).services.get("A");
      expect(((carried ?? 0) / 100).toFixed(2)).toBe(printed);
    },
  );
});
