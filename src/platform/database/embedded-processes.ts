import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** What an earlier server left in its cluster: the first lines of `postmaster.pid`. */
export function recordedPostmaster(cluster: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** False also for a zombie: a killed server that nobody has reaped keeps its number but does nothing. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return state(pid) !== "Z";
}

function state(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3);
  } catch {
    return undefined;
  }
}

/** Whether a process works in the cluster, as every server process does; by number alone where there is no /proc. */
export function worksIn(pid: number, cluster: string): boolean {
  if (!existsSync("/proc/self")) return alive(pid);
  try {
    return alive(pid) && readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch {
    return false;
  }
}

/** Every living process of the cluster: a killed postmaster's children take a moment to notice and end. */
export function processesOf(cluster: string): readonly number[] {
  if (!existsSync("/proc/self")) return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 1 && worksIn(pid, cluster));
}
