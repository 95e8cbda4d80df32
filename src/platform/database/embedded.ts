import { serverAccount } from "./embedded-account.ts";
import { findBinaries } from "./embedded-binaries.ts";
import { findHome, type Home } from "./embedded-home.ts";
import { takeOwnership } from "./embedded-owner.ts";
import { makeCluster, settleCluster, startServer, type ServerWish } from "./embedded-server.ts";

/** The private PostgreSQL of one data directory, running. */
export interface EmbeddedServer {
  readonly home: Home;
  /** The folder of the Unix socket; there is no other way in. */
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  /** Resolves when the server has ended, asked or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
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
    return {
      home,
      host: home.sockets,
      pid: server.pid,
      version: binaries.version,
      ended: server.ended,
      async stop() {
        await server.stop();
        ownership.release();
      },
    };
  } catch (error) {
    ownership.release();
    throw error;
  }
}
