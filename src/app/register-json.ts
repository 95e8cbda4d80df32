import type { ObjectChange } from "../platform/audit/actions/index.ts";
import {
  cellText,
  changesAnything,
  isStopped,
  keyText,
  propertyName,
  type Proposal,
  type RegisterDefinition,
} from "../platform/registers/index.ts";

/** A cell as JSON has it. */
type JsonCell = string | number | boolean | null | { readonly ore: string };

const cellOre = (value: unknown): string => (value as number).toString();

/** A register as JSON, by the names of its columns: amounts as öre in text, quantities as text, empty cells null. */
export function registerJson(definition: RegisterDefinition, entries: readonly object[]) {
  return {
    register: definition.name,
    title_sv: definition.titleSv,
    title_en: definition.titleEn,
    key: definition.key,
    entries: entries.map((entry) => {
      const cells = entry as Readonly<Record<string, unknown>>;
      return Object.fromEntries(
        definition.columns.map((column): [string, JsonCell] => {
          const value = cells[propertyName(column)];
          if (value === undefined) return [column.name, null];
          if (column.type === "kronor") return [column.name, { ore: cellOre(value) }];
          return [column.name, column.type === "micro" ? cellText(column, value) : (value as JsonCell)];
        }),
      );
    }),
  };
}

/** What has become of the rows of a register: each change with the cells it changed, as the table has them. */
export function historyJson(definition: RegisterDefinition, changes: readonly ObjectChange[]) {
  return {
    register: definition.name,
    changes: changes.map(({ at, actor, action, objectId, before, after }) => ({
      at: new Date(at).toISOString(),
      actor,
      action,
      key: objectId,
      cells: [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
        .map((column) => ({ column, from: shown(before?.[column]), to: shown(after?.[column]) }))
        .filter((cell) => cell.from !== cell.to),
    })),
  };
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What saving some edits would change, field by field, and what is in the way of it. Texts as a file of the pack writes them. */
export function proposalJson({ name }: RegisterDefinition, proposal: Proposal) {
  return {
    register: name,
    saves: changesAnything(proposal) && !isStopped(proposal),
    edits: proposal.edits.map(({ edit, key, cells, meanwhile, faults }) => ({
      row: edit.row,
      key: key ?? null,
      change: edit.change,
      cells: cells.map(({ column, from, to, sawFrom }) => ({ column, from, to, saw_from: sawFrom ?? null })),
      meanwhile: meanwhile.map(({ column, from, to }) => ({ column, from, to })),
      faults: faults.map(({ column, problem }) => ({ field: column ?? null, problem })),
    })),
    problems: proposal.faults,
  };
}

/** The key of an entry as addresses name it. */
export function entryKey(definition: RegisterDefinition, entry: object): string {
  return keyText(definition, entry as Readonly<Record<string, unknown>>);
}
