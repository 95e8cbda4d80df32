import { isMap, isScalar, isSeq, type Node, type LineCounter, type Pair } from "yaml";
import { closest, type Problem } from "../../kernel/index.ts";
import { problemOf } from "./problems.ts";

/** The part of JSON Schema that docs/pack.schema.json uses. */
export interface Schema {
  readonly type?: "object" | "array" | "string" | "integer" | "boolean";
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/**
 * Holds a YAML document against a schema, each fault with its line: a key that is missing, a value of the wrong kind, and -
 * as a warning with the nearest known name - a key that is unknown.
 */
export function checkAgainst(
  root: Schema,
  node: Node | null,
  { file, lines }: { readonly file: string; readonly lines: LineCounter },
): Problem[] {
  const problems: Problem[] = [];
  const lineOf = (at: Node | null | undefined): number => (at?.range ? lines.linePos(at.range[0]).line : 1);

  function resolved(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    return root.$defs?.[schema.$ref.slice("#/$defs/".length)] ?? {};
  }

  function wrong(at: Node | null, path: string, sv: string, en: string): void {
    const text = isScalar(at) ? String(at.value) : undefined;
    problems.push(
      problemOf(
        "pack.bad-value",
        { file, line: lineOf(at), text },
        {
          message_sv: `${path} ska vara ${sv}.`,
          message_en: `${path} is to be ${en}.`,
        },
      ),
    );
  }

  function check(given: Schema, at: Node | null, path: string): void {
    const schema = resolved(given);
    switch (schema.type) {
      case "object":
        return isMap(at)
          ? checkObject(schema, at.items as Pair<Node, Node | null>[], at, path)
          : wrong(at, path, "en uppställning av nycklar", "a set of keys");
      case "array":
        if (!isSeq(at)) return wrong(at, path, "en lista", "a list");
        return at.items.forEach((item, index) =>
          check(schema.items ?? {}, item as Node, `${path}[${index + 1}]`),
        );
      case "integer":
        if (!isScalar(at) || !Number.isSafeInteger(at.value)) wrong(at, path, "ett heltal", "a whole number");
        return;
      case "boolean":
        if (!isScalar(at) || typeof at.value !== "boolean")
          wrong(at, path, "true eller false", "true or false");
        return;
      case "string":
        return checkText(schema, at, path);
      case undefined:
        return;
      default:
        return schema.type satisfies never;
    }
  }

  function checkText(schema: Schema, at: Node | null, path: string): void {
    if (!isScalar(at) || typeof at.value !== "string") {
      return wrong(at, path, "en text (sätt citationstecken)", "a text (put it in quotation marks)");
    }
    if (schema.enum && !schema.enum.includes(at.value)) {
      const all = schema.enum.join(", ");
      return wrong(at, path, `något av ${all}`, `one of ${all}`);
    }
    if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(at.value)) {
      wrong(at, path, `på formen ${schema.pattern}`, `of the form ${schema.pattern}`);
    }
  }

  function checkObject(
    schema: Schema,
    pairs: readonly Pair<Node, Node | null>[],
    at: Node,
    path: string,
  ): void {
    const found = new Set<string>();
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? String(key.value) : "";
      const where = path === "" ? name : `${path}.${name}`;
      found.add(name);
      const inner = schema.properties?.[name];
      if (inner) check(inner, value, where);
      else if (typeof schema.additionalProperties === "object")
        check(schema.additionalProperties, value, where);
      else unknownKey(schema, key, name, where);
    }
    for (const name of schema.required ?? []) {
      if (found.has(name)) continue;
      const where = path === "" ? name : `${path}.${name}`;
      problems.push(
        problemOf(
          "pack.missing-key",
          { file, line: lineOf(at) },
          {
            message_sv: `${where} saknas.`,
            message_en: `${where} is missing.`,
          },
        ),
      );
    }
  }

  function unknownKey(schema: Schema, key: Node, name: string, where: string): void {
    const near = closest(name, Object.keys(schema.properties ?? {}));
    problems.push(
      problemOf(
        "pack.unknown-key",
        { file, line: lineOf(key), text: name },
        {
          message_sv: `${where} är okänd och lästes inte.${near ? ` Menades ${near}?` : ""}`,
          message_en: `${where} is unknown and was not read.${near ? ` Did you mean ${near}?` : ""}`,
        },
      ),
    );
  }

  check(root, node, "");
  return problems;
}
