import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Refusal } from "../../kernel/index.ts";
import { databaseProblem } from "./problems.ts";

/** The operating-system account that the server runs as. PostgreSQL refuses root, so under root we step down. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Undefined for an ordinary user: then the server runs as that user. An account `underlag` is preferred to `nobody`. */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = new Map<string, Account>();
  for (const line of readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name !== undefined && uid !== undefined && gid !== undefined && Number(uid) > 0) {
      accounts.set(name, { name, uid: Number(uid), gid: Number(gid) });
    }
  }
  const account = accounts.get("underlag") ?? accounts.get("nobody");
  if (account === undefined) {
    throw new Refusal([
      databaseProblem("database.no-account", {
        sv: "varken underlag eller nobody finns i /etc/passwd.",
        en: "neither underlag nor nobody is in /etc/passwd.",
      }),
    ]);
  }
  return account;
}

/** `uid` and `gid` for spawn; nothing for an ordinary user. */
export function asAccount(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/** Asks the kernel itself, as the account, so that groups, ACLs and mounts are all taken into account. */
export function accountCan(account: Account | undefined, test: "-x" | "-r" | "-w", path: string): boolean {
  const asked = spawnSync("/bin/sh", ["-c", 'test "$1" "$2"', "sh", test, path], {
    ...asAccount(account),
    cwd: "/",
    stdio: "ignore",
  });
  return asked.status === 0;
}
