import { statfsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Refusal, type Problem } from "../../kernel/index.ts";
import { serverAccount, type Account } from "./embedded-account.ts";
import { findBinaries, type Binaries } from "./embedded-binaries.ts";
import { findHome, type Home } from "./embedded-home.ts";
import { takeOwnership, type Ownership } from "./embedded-owner.ts";
import {
  makeCluster,
  settleCluster,
  startServer,
  type RunningServer,
  type ServerWish,
} from "./embedded-server.ts";
import { databaseProblem } from "./problems.ts";

/**
 * The private PostgreSQL of one data directory, running. Should it be killed while we live, it is started again; the
 * transactions under way then fail with a problem, and the next ones go on.
 */
export class EmbeddedServer {
  readonly home: Home;
  /** The folder of the Unix socket; there is no other way in. */
  readonly host: string;
  readonly version: string;
  /** Resolves when the server has ended as it was asked to, and the directory is free. */
  readonly ended: Promise<void>;
  readonly #account: Account | undefined;
  readonly #binaries: Binaries;
  readonly #wish: ServerWish;
  readonly #ownership: Ownership;
  #server: RunningServer;
  readonly #stopping = new AbortController();

  constructor(start: Start, server: RunningServer) {
    this.home = start.home;
    this.host = start.home.sockets;
    this.version = start.binaries.version;
    this.#account = start.account;
    this.#binaries = start.binaries;
    this.#wish = start.wish;
    this.#ownership = start.ownership;
    this.#server = server;
    this.ended = this.#watch();
  }

  /** The postmaster. */
  get pid(): number {
    return this.#server.pid;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#server.stop();
    await this.ended;
  }

  /** What a lost or refused connection is really about, if the machine can tell. */
  explain(): Problem | undefined {
    const { bavail, bsize } = statfsSync(this.home.folder);
    if (bavail * bsize > 24 * 1024 * 1024) return undefined;
    const place = this.home.folder;
    return databaseProblem("database.disk-full", { sv: `${place}.`, en: `${place}.` }, { file: place });
  }

  /** Starts a killed server again, at once and then ever more patiently: a full disk may take its time to be emptied. */
  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    let wait = 50;
    try {
      while (!signal.aborted) {
        const began = performance.now();
        await this.#server.ended;
        if (signal.aborted) return;
        wait = performance.now() - began > 60_000 ? 50 : Math.min(wait * 2, 10_000);
        await pause(wait, undefined, { ref: false, signal }).catch(() => undefined);
        if (signal.aborted) return;
        await settleCluster(this.home);
        try {
          this.#server = await startServer(this.#binaries, this.home, this.#account, this.#wish);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
        // Asked to stop while it was starting again.
        if (this.#stopping.signal.aborted) await this.#server.stop();
      }
    } finally {
      this.#ownership.release();
    }
  }
}

interface Start {
  readonly home: Home;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  readonly wish: ServerWish;
  readonly ownership: Ownership;
}

/**
 * Starts the embedded database of a data directory, making it the first time. Exactly one process owns a directory;
 * a second one is refused with `database.in-use`. The server stops when `stop` is called and when this process ends.
 */
export async function startEmbedded(
  directory: string,
  wish: ServerWish = { volatile: false },
): Promise<EmbeddedServer> {
  const account = serverAccount();
  const binaries = findBinaries(account);
  const home = findHome(directory, account);
  const ownership = await takeOwnership(home.sockets);
  try {
    makeCluster(binaries, home, account, wish.volatile);
    await settleCluster(home);
    const server = await startServer(binaries, home, account, wish);
    return new EmbeddedServer({ home, account, binaries, wish, ownership }, server);
  } catch (error) {
    ownership.release();
    throw error;
  }
}
