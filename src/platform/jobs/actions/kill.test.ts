import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const program = fileURLToPath(new URL("../kill-testing.ts", import.meta.url));
const project = fileURLToPath(new URL("../../../../", import.meta.url));

/** Runs the program until it ends or has done as many steps as `killAfter`, then kills it. Returns what it said. */
function run(directory: string, killAfter: number): Promise<string> {
  return new Promise((resolve) => {
    let said = "";
    const child = spawn(process.execPath, ["--import", "tsx", program, directory], { cwd: project });
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.split("step ").length > killAfter) child.kill("SIGKILL");
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("close", () => resolve(said));
  });
}

it("does every step exactly once, however often the program is killed with its database", async () => {
  const directory = mkdtempSync(join(tmpdir(), "underlag-jobs-"));
  chmodSync(directory, 0o755);
  for (const killAfter of [3, 8, 5]) expect(await run(directory, killAfter)).not.toContain("ended");
  const said = await run(directory, Infinity);
  const ending = /^ended (.*)$/m.exec(said)?.[1];
  // A busy machine may let a worker sleep through its lease: then the job is taken once more.
  expect(JSON.parse(ending ?? said)).toEqual({
    state: "done",
    attempts: expect.toSatisfy((attempts: number) => attempts >= 4),
    kept: Array.from({ length: 40 }, (_, index) => index + 1),
  });
  rmSync(directory, { recursive: true, force: true });
});
