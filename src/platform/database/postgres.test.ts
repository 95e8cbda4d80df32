import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { databaseName, ownerRole } from "./embedded-server.ts";
import { startEmbedded } from "./embedded.ts";
import { connectPostgres } from "./postgres.ts";
import { testFolder } from "./testing.ts";

/** PostgreSQL's own answer while it recovers. */
function recovering(): Buffer {
  const fields = ["SFATAL", "VFATAL", "C57P03", "Mthe database system is in recovery mode"];
  const body = Buffer.from(`${fields.map((field) => `${field}\0`).join("")}\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

test("a server that is still recovering is waited for when a connection is opened", async () => {
  const server = await startEmbedded(testFolder("recovering"), { volatile: true, discard: true });
  const folder = mkdtempSync(join(tmpdir(), "underlag-door-"));
  let asked = 0;
  const door = createServer((socket) => {
    asked += 1;
    socket.on("error", () => undefined);
    if (asked <= 3) {
      socket.once("data", () => socket.end(recovering()));
      return;
    }
    const inner = connect(join(server.host, ".s.PGSQL.5432"));
    inner.on("error", () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  });
  await new Promise<void>((resolve) => door.listen(join(folder, ".s.PGSQL.5432"), resolve));
  const database = connectPostgres({
    connection: { host: folder, port: 5432, user: ownerRole, database: databaseName },
  });
  try {
    const { one } = await database.transaction({ role: "owner" }, (tx) =>
      tx.one<{ one: number }>("select 1 as one"),
    );
    expect(one).toBe(1);
    expect(asked).toBe(4);
  } finally {
    await database.close();
    door.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
