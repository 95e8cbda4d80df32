// npm start: the server with the example city, loaded the first time.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installWhatIsMissing } from "./install.mjs";

await installWhatIsMissing();
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const child = spawn(
  process.execPath,
  [join(root, "underlag"), "serve", "--example", ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: "inherit",
  },
);
// The terminal sends Ctrl-C to both; here we only wait for the server to have put everything away.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => {
    if (signal !== "SIGINT") child.kill(signal);
  });
child.on("exit", (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
