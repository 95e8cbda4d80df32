import { readdirSync, readFileSync } from "node:fs";

/** Processor time of this process so far, in milliseconds: the machine is shared, and waiting is not work. */
export function ownMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Processor time of the embedded server and all its processes, those that have ended too, in steps of ten milliseconds. */
export function serverMs(postmaster: number): number {
  let ticks = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statOf(Number(name));
    if (fields === undefined) continue;
    // utime, stime and, for the ended ones, the postmaster's cutime and cstime.
    if (Number(name) === postmaster) ticks += sum(fields.slice(11, 15));
    else if (Number(fields[1]) === postmaster) ticks += sum(fields.slice(11, 13));
  }
  return ticks * 10;
}

/** The fields after the name, which may hold blanks: state, parent, ... */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

function sum(fields: readonly string[]): number {
  return fields.reduce((total, field) => total + Number(field), 0);
}

export function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

export interface Cost {
  readonly nodeMs: number;
  readonly serverMs: number;
  readonly wallMs: number;
}

export async function costOf(postmaster: number, work: () => Promise<unknown>): Promise<Cost> {
  const [own, server, wall] = [ownMs(), serverMs(postmaster), performance.now()];
  await work();
  return {
    nodeMs: ownMs() - own,
    serverMs: serverMs(postmaster) - server,
    wallMs: performance.now() - wall,
  };
}
