import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { Refusal } from "../../kernel/index.ts";
import { databaseProblem } from "./problems.ts";

/** The right to start the server of one home. Held by the kernel: it ends with the process, however that ends. */
export interface Ownership {
  release(): void;
}

/**
 * One process owns a home at a time: the one that listens on `owner.sock`. A lock file with a process number can lie
 * (the number is used again, or the process is a zombie, or lives in another container); a socket that answers cannot.
 */
export async function takeOwnership(sockets: string): Promise<Ownership> {
  const path = join(sockets, "owner.sock");
  for (let attempt = 0; attempt < 5; attempt++) {
    const server = await listen(path);
    if (server !== undefined) {
      // Should two processes have taken over the same dead socket at once, the later one stands in the folder.
      if (attempt === 0 || (await answers(path)) === String(process.pid)) {
        writeFileSync(join(sockets, "owner.pid"), `${process.pid}\n`);
        return { release: () => server.close() };
      }
      server.close();
    } else if ((await answers(path)) === undefined) {
      rmSync(path, { force: true });
      continue;
    }
    throw new Refusal([inUse(sockets)]);
  }
  throw new Refusal([inUse(sockets)]);
}

/** Undefined when another socket already stands there. */
function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.end(String(process.pid));
    });
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** Who listens: its process number, "" when it is too busy to say, undefined when nobody does. */
function answers(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = "";
    const socket = connect(path);
    const busy = setTimeout(() => {
      socket.destroy();
      resolve(said);
    }, 500);
    socket.on("data", (chunk) => (said += chunk.toString()));
    socket.on("end", () => {
      clearTimeout(busy);
      resolve(said);
    });
    socket.on("error", () => {
      clearTimeout(busy);
      resolve(undefined);
    });
  });
}

function inUse(sockets: string) {
  let pid = "?";
  try {
    pid = readFileSync(join(sockets, "owner.pid"), "utf8").trim();
  } catch {
    // The owner has not yet written its number.
  }
  return databaseProblem(
    "database.in-use",
    { sv: `process ${pid} har den öppen.`, en: `process ${pid} has it open.` },
    { file: sockets.replace(/\/sockets$/, "") },
  );
}
