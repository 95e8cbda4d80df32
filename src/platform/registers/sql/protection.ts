import type { TableProtection } from "../../database/index.ts";

export const protection: readonly TableProtection[] = [
  { table: "platform.source_line", staff: "change", customer: "none" },
  { table: "platform.register_draft", staff: "change", customer: "none" },
];
