// Installs the packages of package-lock.json when they are not there, and says so. Runs before any dependency exists.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

export async function installWhatIsMissing({ development = false } = {}) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Underlag needs Node 20.19 or later; this is ${process.versions.node}.`);
    process.exit(3);
  }
  if (missingPackages(development).length === 0) return;
  console.error("Underlag: installing packages (npm ci) ...");
  const flags = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  // Tests need the development packages; running needs them not, but a checkout is one place: install once.
  const done = spawnSync("npm", flags, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (done.status !== 0) {
    console.error(
      "Underlag: npm ci failed. Is the npm registry within reach, and may you write in this folder?",
    );
    process.exit(3);
  }
}

function missingPackages(development) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const wanted = { ...manifest.dependencies, ...(development ? manifest.devDependencies : {}) };
  return Object.entries(wanted).filter(([name, version]) => {
    const path = join(root, "node_modules", name, "package.json");
    return !existsSync(path) || JSON.parse(readFileSync(path, "utf8")).version !== version;
  });
}
