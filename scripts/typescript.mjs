// Lets Node read the program's TypeScript, by the program's own settings wherever it is started from.
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

export function readTypeScript() {
  // tsx looks for settings in the folder it is started from; a page made elsewhere would call for React.
  process.env.TSX_TSCONFIG_PATH ??= fileURLToPath(new URL("../tsconfig.json", import.meta.url));
  register();
}
