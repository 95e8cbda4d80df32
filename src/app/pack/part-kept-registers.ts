import { type Problem, Refusal } from "../../kernel/index.ts";
import {
  checkedRow,
  codesIn,
  referredCodes,
  type RegisterDefinition,
} from "../../platform/registers/index.ts";
import { keepEntries, knownCodes } from "../../platform/registers/actions/index.ts";
import { registers } from "../registers.ts";
import type { LoadContext, PackPart } from "./context.ts";
import { tellRegister } from "./part-registers.ts";
import { registerFiles } from "./registers.ts";
import { duplicateKeys, type ReadTable, readRows, reversedValidity, unknownReference } from "./reading.ts";

const paths = new Set(registers.map((register) => register.path));

type AnyTable = ReadTable<RegisterDefinition["columns"]>;

/** The registers that the one engine keeps: dialogue, reviews, consolidation and what else rooms declare. */
export const keptRegistersPart: PackPart = {
  name: "further registers",
  owns: (path) => paths.has(path),
  async load(context) {
    const problems: Problem[] = [];
    const read = registers.flatMap((definition) => {
      const file = context.files.get(definition.path);
      if (!file) return [];
      const table: AnyTable = readRows(file, definition.columns, problems);
      problems.push(...duplicateKeys(definition.path, table.rows, definition.key));
      if (definition.columns.some((column) => column.name === "valid_to"))
        problems.push(...reversedValidity(definition.path, table.rows as never));
      return [{ definition, table }];
    });
    problems.push(...(await unpricedItems(context)));
    for (const { definition, table } of read) {
      problems.push(...(await referenceProblems(context, definition, table, read)));
      const entries = table.rows.map((row) => checkedRow(definition, row));
      problems.push(...(definition.check?.(entries as never, table.file) ?? []));
    }
    if (problems.some((problem) => problem.severity === "stop")) throw new Refusal(problems);
    context.warn(problems);
    for (const { definition, table } of read) {
      const { tx, provider, actor, now } = context;
      const source = { actor, now, source: table.file };
      const change = await keepEntries(tx, provider, definition, table.rows, source);
      tellRegister(context, table.file, table.rows.length, change);
    }
  },
};

/** A code counts as known if the database has it, or a file that is loaded with this one. */
async function referenceProblems(
  { tx, provider }: LoadContext,
  definition: RegisterDefinition,
  table: AnyTable,
  read: readonly { readonly definition: RegisterDefinition; readonly table: AnyTable }[],
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const reference of definition.references) {
    const codes = await knownCodes(tx, provider, reference);
    for (const other of read) {
      if (other.definition.table !== reference.table) continue;
      for (const row of other.table.rows)
        codes.add(
          reference.keys.map((key) => String((row as unknown as Record<string, unknown>)[key])).join(" "),
        );
    }
    for (const row of table.rows)
      for (const code of referredCodes(definition, reference, row))
        if (!codes.has(code))
          problems.push(
            unknownReference(code, { ...reference, codes }, { file: table.file, line: row.line }),
          );
  }
  return problems;
}

/** Offerings that name items of no price list. Held here, since price lists come after the catalogue they are for. */
async function unpricedItems({ tx, provider, files }: LoadContext): Promise<Problem[]> {
  const file = files.get(registerFiles.offerings.path);
  if (!file) return [];
  const register = { sv: "prislistornas poster", en: "price list items" };
  const codes = await knownCodes(tx, provider, {
    ...register,
    columns: ["items"],
    table: "pricing.price_item",
    keys: ["item"],
  });
  return readRows(file, registerFiles.offerings.columns, []).rows.flatMap((row) =>
    codesIn(row.items)
      .filter((item) => !codes.has(item))
      .map((item) => unknownReference(item, { ...register, codes }, { file: file.path, line: row.line })),
  );
}
