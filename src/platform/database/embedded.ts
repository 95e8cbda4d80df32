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

/**
 * The private PostgreSQL of one data directory, running. Should it be killed while we live, it is started again; the
 * transactions under way then fail with a problem, and the next ones go on.
 */
export class EmbeddedServer {
  readonly home: Home;
  /** The folder of the Unix socket; there is no other way in. */
  readonly host: string;
  readonly version: string;
  /** Resolves when the server has ended for good: asked to, or killed again and again. */
  readonly ended: Promise<void>;
  readonly #account: Account | undefined;
  readonly #binaries: Binaries;
  readonly #wish: ServerWish;
  readonly #ownership: Ownership;
  #server: RunningServer;
  #stopping = false;

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
    this.#stopping = true;
    await this.#server.stop();
    await this.ended;
  }

  async #watch(): Promise<void> {
    try {
      for (let restarts = 0; restarts < 10; restarts++) {
        await this.#server.ended;
        if (this.#stopping) return;
        await settleCluster(this.home);
        this.#server = await startServer(this.#binaries, this.home, this.#account, this.#wish);
        // Asked to stop while it was starting again.
        if (this.#stopping) await this.#server.stop();
      }
    } catch {
      // It could not be started again; the next transaction says that the database does not answer.
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
