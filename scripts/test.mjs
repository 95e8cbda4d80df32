// npm test: installs what is missing, runs every check, and ends with one line of counts.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installWhatIsMissing } from "./install.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
await installWhatIsMissing({ development: true });
installDebianPackages();

const counts = { passed: 0, failed: 0, skipped: 0 };
const tool = (name) => join(root, "node_modules", ".bin", name);

// The browser that `npm start` shows its pages in belongs to the tests too: a missing one is said, never skipped silently.
check("format", tool("oxfmt"), ["--check", "."]);
check("lint", tool("oxlint"), ["--type-aware"]);
check("types", tool("tsc"), ["--noEmit", "-p", "tsconfig.json"]);
check("pure floors", tool("tsc"), ["--noEmit", "-p", "tsconfig.pure.json"]);
runTests();

console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

function check(name, command, parameters) {
  const started = Date.now();
  const done = spawnSync(command, parameters, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  const good = done.status === 0;
  counts[good ? "passed" : "failed"] += 1;
  console.log(`${good ? "ok    " : "FAILED"}  ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!good) console.log(`${done.stdout ?? ""}${done.stderr ?? ""}${done.error ?? ""}`);
}

function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "underlag-test-"));
  const report = join(folder, "vitest.json");
  const parameters = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const done = spawnSync(tool("vitest"), [...parameters, ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
  });
  if (existsSync(report)) {
    const result = JSON.parse(readFileSync(report, "utf8"));
    counts.passed += result.numPassedTests;
    counts.skipped += result.numPendingTests + (result.numTodoTests ?? 0);
    // A file that could not even be read has no tests to fail; it fails as a file.
    const broken = result.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    );
    counts.failed += result.numFailedTests + broken.length;
    if (done.status !== 0 && result.numFailedTests + broken.length === 0) counts.failed += 1;
  } else counts.failed += 1;
  rmSync(folder, { recursive: true, force: true });
}

function installDebianPackages() {
  const wanted = [
    { package: "chromium", path: "/usr/bin/chromium", why: "pages are tested in a real browser" },
    { package: "postgresql", path: "/usr/lib/postgresql", why: "the database contract runs on a server too" },
  ];
  const missing = wanted.filter((entry) => !existsSync(entry.path));
  if (missing.length === 0) return;
  const names = missing.map((entry) => entry.package);
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    console.error(`Missing: ${names.join(", ")} (${missing.map((entry) => entry.why).join("; ")}).`);
    console.error(`As root: apt-get install ${names.join(" ")}. Tests that need them fail until then.`);
    return;
  }
  console.error(`Installing Debian packages: ${names.join(", ")} ...`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-qq"], { stdio: ["ignore", "ignore", "inherit"], env: environment });
  const done = spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], {
    stdio: ["ignore", "ignore", "inherit"],
    env: environment,
  });
  if (done.status !== 0)
    console.error(`apt-get could not install ${names.join(", ")}; the tests that need them will fail.`);
}
