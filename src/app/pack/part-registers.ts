import { customerCodes } from "../../service/customers/actions/index.ts";
import { type Problem, Refusal } from "../../kernel/index.ts";
import { addPerson, people } from "../../platform/access/actions/index.ts";
import { keepRows, knownCodes, referenceName, rowsBeside } from "../../platform/registers/actions/index.ts";
import {
  checkedRow,
  completed,
  referredCodes,
  type RegisterDefinition,
  type RegisterReference,
} from "../../platform/registers/index.ts";
import { customerReference } from "../../service/customers/index.ts";
import type { RegisterChange } from "../../platform/audit/actions/index.ts";
import { baseRegisters, furtherRegisters } from "../registers.ts";
import type { LoadContext, PackPart } from "./context.ts";
import { problemOf } from "./problems.ts";
import { duplicateKeys, type ReadTable, readRows, reversedValidity, unknownReference } from "./reading.ts";
import { unclassifiedServices, unknownUsersCustomers, usersFile } from "./register-checks.ts";

/** A register's file as it was read, its rows completed. */
export interface ReadRegister {
  readonly definition: RegisterDefinition;
  readonly table: ReadTable<RegisterDefinition["columns"]>;
}

/** Organisation, catalogue, customers and drivers: everything that others refer to; and the people. */
export const registersPart: PackPart = {
  name: "registers",
  owns: (path) => path === usersFile.path || baseRegisters.some((register) => register.path === path),
  async load(context) {
    const problems: Problem[] = [];
    const read = readRegisters(context, baseRegisters, problems);
    const users = context.files.get(usersFile.path);
    const people = users && readRows(users, usersFile.columns, problems);
    if (people) problems.push(...duplicateKeys(people.file, people.rows, usersFile.key));
    const known = await referenceProblems(
      context,
      read,
      problems,
      people ? [customerReference("customers")] : [],
    );
    problems.push(...unclassifiedServices(read));
    if (people)
      problems.push(
        ...unknownUsersCustomers(
          people,
          known.get(referenceName(customerReference("customers"))) ?? new Set(),
        ),
      );
    await keepAll(context, read, problems);
    if (people) await keepUsers(context, people);
  },
};

/** Offerings, dialogue, reviews, consolidation and what else rooms declare. Price lists come before them. */
export const furtherRegistersPart: PackPart = {
  name: "further registers",
  owns: (path) => furtherRegisters.some((register) => register.path === path),
  async load(context) {
    const problems: Problem[] = [];
    const read = readRegisters(context, furtherRegisters, problems);
    await referenceProblems(context, read, problems);
    await keepAll(context, read, problems);
  },
};

function readRegisters(
  { files }: LoadContext,
  definitions: readonly RegisterDefinition[],
  problems: Problem[],
): ReadRegister[] {
  return definitions.flatMap((definition): ReadRegister[] => {
    const file = files.get(definition.path);
    if (!file) return [];
    const table = readRows(file, definition.columns, problems);
    problems.push(...duplicateKeys(definition.path, table.rows, definition.key));
    if (definition.columns.some((column) => column.name === "valid_to"))
      problems.push(...reversedValidity(definition.path, table.rows as never));
    return [{ definition, table: { ...table, rows: completed(definition, table.rows) } }];
  });
}

/** The codes that may be named, by what is referred to: those that the database has, or a file that is loaded with this one. */
async function referenceProblems(
  { tx, provider }: LoadContext,
  read: readonly ReadRegister[],
  problems: Problem[],
  others: readonly RegisterReference[] = [],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const references = [...read.flatMap(({ definition }) => definition.references), ...others];
  const known = await knownCodes(tx, provider, references);
  const asked = new Map(references.map((reference) => [referenceName(reference), reference]));
  for (const [name, reference] of asked)
    for (const { table } of read.filter((other) => other.definition.table === reference.table))
      for (const row of table.rows)
        known
          .get(name)
          ?.add(
            reference.keys.map((key) => String((row as unknown as Record<string, unknown>)[key])).join(" "),
          );
  for (const { definition, table } of read)
    for (const reference of definition.references) {
      const codes = known.get(referenceName(reference)) ?? new Set<string>();
      for (const row of table.rows)
        for (const code of referredCodes(definition, reference, row))
          if (!codes.has(code))
            problems.push(
              unknownReference(code, { ...reference, codes }, { file: table.file, line: row.line }),
            );
    }
  return known;
}

/** Holds each register against its own check and keeps them all, or refuses with everything that is wrong. */
async function keepAll(
  context: LoadContext,
  read: readonly ReadRegister[],
  problems: Problem[],
): Promise<void> {
  const given = new Map<string, readonly object[]>(
    read.map(({ definition, table }) => [
      definition.name,
      table.rows.map((row) => checkedRow(definition, row)),
    ]),
  );
  for (const { definition, table } of read) {
    const beside = await rowsBeside(context.tx, context.provider, definition, given);
    const entries = given.get(definition.name) ?? [];
    problems.push(...(definition.check?.(entries as never, table.file, beside) ?? []));
  }
  if (problems.some((problem) => problem.severity === "stop")) throw new Refusal(problems);
  context.warn(problems);
  const { tx, provider, actor, now } = context;
  const files = read.map(({ definition, table }) => ({ definition, rows: table.rows, source: table.file }));
  const changes = await keepRows(tx, provider, files, { actor, now });
  for (const [index, { rows, source }] of files.entries())
    tellRegister(context, source, rows.length, changes[index] as RegisterChange);
}

/** What became of a register, and which rows its file no longer holds. */
function tellRegister(context: LoadContext, file: string, rows: number, change: RegisterChange): void {
  const { added, changed, removed, kept } = change;
  const touched = added + changed + removed;
  context.told({
    file,
    outcome: touched === 0 ? "unchanged" : added === rows && removed === 0 ? "loaded" : "changed",
    counts: { rows, added, changed, removed },
  });
  context.warn(
    kept.slice(0, 20).map((key) =>
      problemOf(
        "pack.kept-row",
        { file, text: key },
        {
          message_sv: `${key} finns inte längre i filen men står kvar.`,
          message_en: `${key} is no longer in the file but stays.`,
        },
      ),
    ),
  );
}

/** People get no password here: who may sign in is set by an administrator. Those already there are left as they are. */
async function keepUsers(context: LoadContext, users: ReadTable<typeof usersFile.columns>): Promise<void> {
  const { tx, provider, now } = context;
  const known = new Set((await people(tx, provider)).map((person) => person.login));
  const knownCustomers = await customerCodes(tx, provider);
  const problems: Problem[] = [];
  let added = 0;
  for (const row of users.rows) {
    if (known.has(row.login)) continue;
    const person = {
      login: row.login,
      name: row.name,
      role: row.role,
      customers: row.customers.split(/\s+/).filter((code) => code !== ""),
    };
    const result = await addPerson(tx, provider, person, { now, knownCustomers });
    if (result.ok) added += 1;
    else
      problems.push(...result.problems.map((problem) => ({ ...problem, file: users.file, line: row.line })));
  }
  if (problems.length > 0) throw new Refusal(problems);
  context.told({
    file: users.file,
    outcome: added === 0 ? "unchanged" : "loaded",
    counts: { rows: users.rows.length, added },
  });
}
