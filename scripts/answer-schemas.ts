import { join } from "node:path";
import {
  type Expression,
  isArrowFunction,
  isCallExpression,
  isFunctionExpression,
  isIdentifier,
  isMethodDeclaration,
  isNoSubstitutionTemplateLiteral,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isStringLiteral,
  isTemplateExpression,
  type Node,
} from "typescript/unstable/ast";
import {
  API,
  type Checker,
  ObjectFlags,
  SignatureKind,
  type Symbol,
  SymbolFlags,
  type Type,
  TypeFlags,
} from "typescript/unstable/sync";
import { root } from "../house/walk.ts";

/** What the machines' door answers with, by `GET /runs/:run`: schemas made from the very types that make the answers. */
export interface AnswerSchemas {
  readonly answers: Readonly<Record<string, Schema>>;
  readonly schemas: Readonly<Record<string, Schema>>;
  /** Places whose type says nothing; nobody can program against them. */
  readonly untyped: readonly string[];
}

interface Schema {
  readonly [word: string]: unknown;
}

/** Within a handler: functions that answer with what their work gives. */
const answerers = ["answer", "answering", "asked"];

/** Reads the program with the compiler itself. `acts` are the addresses of the acts, whose answer is what they tell. */
export function answerSchemas(acts: readonly string[]): AnswerSchemas {
  const api = new API({ cwd: root });
  try {
    const snapshot = api.updateSnapshot({ openProjects: [join(root, "tsconfig.json")] });
    const [project] = snapshot.getProjects();
    if (project === undefined) throw new Error("The project was not opened.");
    const { checker, program } = project;
    const writer = new SchemaWriter(checker);
    const answers: Record<string, Schema> = {};
    const told: {
      readonly pattern: RegExp;
      readonly isExact: boolean;
      readonly type: () => readonly Type[];
    }[] = [];
    for (const name of program.getSourceFileNames()) {
      if (!name.startsWith(join(root, "src/")) || /\.(test|testing)\.tsx?$/.test(name)) continue;
      if (!/\/(http|pages)\//.test(name)) continue;
      const file = program.getSourceFile(name);
      if (file === undefined) continue;
      visit(file, (node) => {
        const route = routeOf(node);
        // An address may have a handler before this one that lets it by: what answers is what has a type.
        const given = route?.handlers.flatMap((one) => answersWithin(one, checker)) ?? [];
        if (route !== undefined && given.length > 0) answers[route.key] ??= writer.schemaOf(given, route.key);
        const act = actOf(node);
        if (act !== undefined) told.push({ ...act, type: () => toldBy(act.run, checker) });
      });
    }
    for (const path of acts) {
      const of =
        told.find((one) => one.isExact && one.pattern.test(path)) ??
        told.find((one) => one.pattern.test(path));
      const key = `POST ${path}`;
      answers[key] = of === undefined ? writer.nothing(key) : writer.schemaOf(of.type(), key);
    }
    return { answers: sorted(answers), schemas: sorted(writer.named()), untyped: writer.untyped() };
  } finally {
    api.close();
  }
}

function sorted<T>(of: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  node.forEachChild((child) => visit(child, see));
}

/** `app.get("/api/v1/runs", ...)`. */
function routeOf(node: Node): { readonly key: string; readonly handlers: readonly Expression[] } | undefined {
  if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) return undefined;
  const method = node.expression.name.text;
  const [path, ...handlers] = node.arguments;
  if (!["get", "post", "patch", "put", "delete"].includes(method) || path === undefined) return undefined;
  if (!isStringLiteral(path) || !path.text.startsWith("/api/v1/") || path.text.includes("{"))
    return undefined;
  return { key: `${method.toUpperCase()} ${path.text.slice("/api/v1".length)}`, handlers };
}

/** `{ path: "/runs/:run/approve", ..., async run(tx, doing) {...} }`; an address with a place to fill in is a pattern. */
function actOf(
  node: Node,
): { readonly pattern: RegExp; readonly isExact: boolean; readonly run: Node } | undefined {
  if (!isObjectLiteralExpression(node)) return undefined;
  let path: string | undefined;
  let isExact = true;
  let run: Node | undefined;
  for (const property of node.properties) {
    if (!(isMethodDeclaration(property) || isPropertyAssignment(property)) || !isIdentifier(property.name))
      continue;
    if (property.name.text === "run" && isMethodDeclaration(property)) run = property.name;
    if (property.name.text === "run" && isPropertyAssignment(property)) run = property.initializer;
    if (property.name.text !== "path" || !isPropertyAssignment(property)) continue;
    const value = property.initializer;
    if (isStringLiteral(value) || isNoSubstitutionTemplateLiteral(value)) path = escaped(value.text);
    if (isTemplateExpression(value)) {
      isExact = false;
      path =
        escaped(value.head.text) +
        value.templateSpans.map((span) => `[^/]+${escaped(span.literal.text)}`).join("");
    }
  }
  return path === undefined || run === undefined
    ? undefined
    : { pattern: new RegExp(`^${path}$`), isExact, run };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The types that a handler answers with: what the work of an answerer gives, or what is given to `c.json`. */
function answersWithin(handler: Node, checker: Checker): Type[] {
  const works: Type[] = [];
  const said: Type[] = [];
  visit(handler, (node) => {
    if (!isCallExpression(node)) return;
    const isAnswerer = isIdentifier(node.expression) && answerers.includes(node.expression.text);
    // A handler that is itself made by a call, `read(async (c, tx) => ...)`, answers with what that work gives.
    if (node === handler || isAnswerer)
      for (const argument of node.arguments)
        if (isArrowFunction(argument) || isFunctionExpression(argument))
          works.push(...givenBy(argument, checker));
    const [first] = node.arguments;
    if (
      isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "json" &&
      first !== undefined
    ) {
      const type = checker.getTypeAtLocation(first);
      if (type !== undefined) said.push(type);
    }
  });
  return works.length > 0 ? works : said;
}

/** What a function gives, waited for. */
function givenBy(node: Node, checker: Checker): Type[] {
  const type = checker.getTypeAtLocation(node);
  if (type === undefined) return [];
  return checker
    .getSignaturesOfType(type, SignatureKind.Call)
    .flatMap((signature) => waitedFor(checker.getReturnTypeOfSignature(signature), checker));
}

function waitedFor(type: Type | undefined, checker: Checker): Type[] {
  if (type === undefined) return [];
  if (type.isUnionType()) return type.getTypes().flatMap((one) => waitedFor(one, checker));
  if (type.isTypeReference() && type.getSymbol()?.name === "Promise")
    return checker.getTypeArguments(type).flatMap((one) => waitedFor(one, checker));
  return [type];
}

function toldBy(run: Node, checker: Checker): Type[] {
  return givenBy(run, checker).flatMap((done) => {
    const told = checker.getPropertyOfType(done, "told");
    const type = told === undefined ? undefined : checker.getTypeOfSymbol(told);
    return type === undefined ? [] : [type];
  });
}

/** Turns types into schemas (JSON Schema 2020-12), each named type once, as JSON.stringify would write its values. */
class SchemaWriter {
  readonly #checker: Checker;
  readonly #names = new Map<number, string>();
  readonly #named: Record<string, Schema> = {};
  readonly #untyped = new Set<string>();

  constructor(checker: Checker) {
    this.#checker = checker;
  }

  named(): Record<string, Schema> {
    return this.#named;
  }

  untyped(): string[] {
    return [...this.#untyped].sort();
  }

  nothing(place: string): Schema {
    this.#untyped.add(place);
    return {};
  }

  schemaOf(types: readonly Type[], place: string): Schema {
    const said = types.flatMap((type) => (type.isUnionType() ? type.getTypes() : [type]));
    return this.#anyOf(
      said.filter((type) => !isNothing(type)),
      place,
    );
  }

  #anyOf(types: readonly Type[], place: string): Schema {
    const literals = types.filter((type) => type.isStringLiteralType()).map((type) => type.value);
    const others = types.filter((type) => !type.isStringLiteralType());
    const isBoolean = others.filter((type) => (type.flags & TypeFlags.BooleanLiteral) !== 0).length === 2;
    const schemas = [
      ...(literals.length > 0 ? [{ type: "string", enum: [...new Set(literals)].sort() }] : []),
      ...(isBoolean ? [{ type: "boolean" }] : []),
      ...others
        .filter((type) => !isBoolean || (type.flags & TypeFlags.BooleanLiteral) === 0)
        .map((type) => this.#one(type, place)),
    ];
    const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
    const [only] = different;
    if (only === undefined) return this.nothing(place);
    return different.length === 1 ? only : { anyOf: different };
  }

  #one(type: Type, place: string): Schema {
    const { flags } = type;
    if (flags & TypeFlags.Null) return { type: "null" };
    if (type.isStringLiteralType() || type.isNumberLiteralType()) return { const: type.value };
    if (flags & TypeFlags.BooleanLiteral) return { const: (type as unknown as { value: boolean }).value };
    if (flags & TypeFlags.StringLike) return { type: "string" };
    if (flags & TypeFlags.NumberLike) return { type: "number" };
    if (flags & TypeFlags.BooleanLike) return { type: "boolean" };
    if (type.isUnionType())
      return this.#anyOf(
        type.getTypes().filter((one) => !isNothing(one)),
        place,
      );
    if (type.isIntersectionType()) {
      // A branded primitive is written as the primitive.
      const primitive = type
        .getTypes()
        .find((one) => (one.flags & (TypeFlags.StringLike | TypeFlags.NumberLike)) !== 0);
      return primitive === undefined ? this.#object(type, place) : this.#one(primitive, place);
    }
    if (!type.isObjectType()) return this.nothing(place);
    return this.#list(type, place) ?? this.#reference(type, place);
  }

  #list(type: Type, place: string): Schema | undefined {
    if (this.#checker.isTupleType(type) && type.isTypeReference()) {
      const parts = this.#checker.getTypeArguments(type).map((one, at) => this.#one(one, `${place}[${at}]`));
      return { type: "array", prefixItems: parts, minItems: parts.length, maxItems: parts.length };
    }
    if (!this.#checker.isArrayType(type) || !type.isTypeReference()) return undefined;
    return { type: "array", items: this.schemaOf(this.#checker.getTypeArguments(type), `${place}[]`) };
  }

  /** A type with a name of its own stands once among the schemas; others are written where they are. */
  #reference(type: Type, place: string): Schema {
    const symbol = type.getAliasSymbol() ?? (type.isClassOrInterface() ? type.getSymbol() : undefined);
    if (symbol?.name === "Date") return { type: "string", format: "date-time" };
    if (symbol === undefined || type.getAliasTypeArguments().length > 0) return this.#object(type, place);
    const known = this.#names.get(type.id);
    if (known !== undefined) return { $ref: `#/components/schemas/${known}` };
    let name = symbol.name;
    for (let more = 2; name in this.#named; more++) name = `${symbol.name}${more}`;
    this.#names.set(type.id, name);
    this.#named[name] = {};
    this.#named[name] = this.#object(type, name);
    return { $ref: `#/components/schemas/${name}` };
  }

  #object(type: Type, place: string): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const symbol of this.#checker.getPropertiesOfType(type)) {
      const of = this.#checker.getTypeOfSymbol(symbol);
      if (of === undefined || isFunction(of, this.#checker)) continue;
      const parts = of.isUnionType() ? of.getTypes() : [of];
      const schema = this.#anyOf(
        parts.filter((one) => !isNothing(one)),
        `${place}.${symbol.name}`,
      );
      properties[symbol.name] = { ...schema, ...this.#words(symbol, schema) };
      if ((symbol.flags & SymbolFlags.Optional) === 0 && !parts.some(isNothing)) required.push(symbol.name);
    }
    const [index] = this.#checker.getIndexInfosOfType(type);
    if (Object.keys(properties).length === 0 && index === undefined && !isEmptyLiteral(type))
      this.nothing(place);
    return {
      type: "object",
      ...(Object.keys(properties).length === 0 ? {} : { properties }),
      ...(required.length === 0 ? {} : { required }),
      ...(index === undefined
        ? {}
        : { additionalProperties: this.schemaOf([index.valueType], `${place}.*`) }),
    };
  }

  /** What the code says of a field. Beside a reference only a description may stand. */
  #words(symbol: Symbol, schema: Schema): Schema {
    if ("const" in schema) return {};
    const text = symbol.getDocumentationComment(this.#checker).replace(/\s+/g, " ").trim();
    return text === "" ? {} : { description: text };
  }
}

function isNothing(type: Type): boolean {
  return (type.flags & (TypeFlags.Undefined | TypeFlags.Void | TypeFlags.Never)) !== 0;
}

function isFunction(type: Type, checker: Checker): boolean {
  return type.isObjectType() && checker.getSignaturesOfType(type, SignatureKind.Call).length > 0;
}

/** `{}` as it was written: an act that has nothing to tell. */
function isEmptyLiteral(type: Type): boolean {
  return type.isObjectType() && (type.objectFlags & ObjectFlags.ObjectLiteral) !== 0;
}
