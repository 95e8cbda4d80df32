export { bulkInsert } from "./bulk-insert.ts";
export type { CopyColumn, CopyType, CopyValue } from "./copy-binary.ts";
export * from "./database.ts";
export { catalogue } from "./problems.ts";
export { prepare, type MigrationFolder, type PreparedSchema } from "./migrate.ts";
export { migrationFolders } from "./migrations.ts";
export { openDatabase, type OpenDatabase } from "./open.ts";
export type { TableProtection } from "./protection.ts";
