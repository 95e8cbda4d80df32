import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { Refusal } from "../../kernel/index.ts";
import { accountCan, type Account } from "./embedded-account.ts";
import { databaseProblem } from "./problems.ts";

/** The folders of one embedded database. */
export interface Home {
  /** Where everything lies: the data directory, or the place that its pointer file names. */
  readonly folder: string;
  /** PGDATA. */
  readonly cluster: string;
  /** Unix sockets: the server's and the owner's. */
  readonly sockets: string;
  readonly log: string;
}

/** Written in the data directory when the cluster has to lie elsewhere: one line, the absolute path. */
const pointerFile = "database-lies-in";
const farHomes = "/var/lib/underlag";

/**
 * Finds or makes the home of a data directory. Under root the server runs as another account, and a data directory
 * below a closed home (`/root`, mode 700) cannot be entered by it: the cluster then lies below /var/lib/underlag and
 * the data directory keeps a pointer to it. Nothing else moves: lock, log and backups are still found through `--data`.
 */
export function findHome(directory: string, account: Account | undefined): Home {
  try {
    return makeHome(resolve(directory), account);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal([
      databaseProblem(
        "database.directory",
        { sv: (error as Error).message, en: (error as Error).message },
        { file: directory },
      ),
    ]);
  }
}

function makeHome(directory: string, account: Account | undefined): Home {
  mkdirSync(directory, { recursive: true });
  const data = realpathSync(directory);
  const pointer = join(data, pointerFile);
  if (existsSync(pointer)) {
    const folder = readFileSync(pointer, "utf8").trim();
    if (!existsSync(folder)) {
      throw new Refusal([
        databaseProblem(
          "database.directory",
          {
            sv: `${pointer} pekar på ${folder}, som inte finns.`,
            en: `${pointer} names ${folder}, which does not exist.`,
          },
          {
            file: pointer,
            advice: {
              try: "Bring the folder back, or remove the pointer file to begin with an empty database.",
              try_sv: "Ta tillbaka mappen, eller ta bort pekarfilen för att börja med en tom databas.",
            },
          },
        ),
      ]);
    }
    return furnish(folder, account);
  }
  if (account === undefined || accountCan(account, "-x", data)) return furnish(data, account);
  const folder = join(farHomes, randomBytes(6).toString("hex"));
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  writeFileSync(join(folder, "data-directory"), `${data}\n`);
  writeFileSync(pointer, `${folder}\n`);
  return furnish(folder, account);
}

function furnish(folder: string, account: Account | undefined): Home {
  const home: Home = {
    folder,
    cluster: join(folder, "cluster"),
    sockets: socketFolder(folder),
    log: join(folder, "server.log"),
  };
  ownFolder(home.sockets, account);
  return home;
}

/** A socket's path must fit in 107 bytes; below a deep directory the sockets lie under /tmp, named by the directory. */
function socketFolder(folder: string): string {
  const near = join(folder, "sockets");
  if (Buffer.byteLength(near) <= 80) return near;
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  return `/tmp/underlag-${process.getuid?.() ?? 0}-${name}`;
}

/** A folder for the server's account alone. Someone else's folder under the same name is refused, not used. */
function ownFolder(folder: string, account: Account | undefined): void {
  const uid = account?.uid ?? process.getuid?.() ?? 0;
  try {
    mkdirSync(folder, { mode: 0o700 });
    if (account !== undefined) chownSync(folder, account.uid, account.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const status = lstatSync(folder);
    if (status.isDirectory() && status.uid === uid) chmodSync(folder, 0o700);
    else throw new Error(`${folder} belongs to another account.`, { cause: error });
  }
}

/** Makes an empty folder that belongs to the server's account. */
export function emptyFolder(folder: string, account: Account | undefined): void {
  rmSync(folder, { recursive: true, force: true });
  ownFolder(folder, account);
}
