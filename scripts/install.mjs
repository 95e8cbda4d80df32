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
  console.error("Underlag: installing packages (npm install) ...");
  // Versions and checksums are those of the lock file. Not "npm ci": it refuses a registry that lacks the binaries of
  // some other platform, although this one needs none of them.
  const flags = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", "--loglevel=error"];
  if (!development) flags.push("--omit=dev");
  const done = spawnSync("npm", flags, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (done.status !== 0) {
    console.error(
      "Underlag: npm install failed. Is the npm registry within reach, and may you write in this folder?",
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
