import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { period } from "../../../kernel/index.ts";
import { type DeliveryWorld } from "./outlets.ts";
import { approve, issue, rehearse } from "./runs.ts";
import { type Example, example } from "./testing.ts";

export const deliveredAt = "2024-02-02T08:00:00.000Z";

/** An access point for tests: remembers every message, answers as it is told to. */
export async function accessPoint() {
  const messages: {
    readonly key: string;
    readonly body: string;
    readonly authorization: string | undefined;
  }[] = [];
  const answers: { status: number; body?: string; after?: () => Promise<unknown> }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const answer = answers.shift() ?? { status: 202 };
      // What happens while the sender waits for its receipt.
      await answer.after?.();
      const key = String(request.headers["idempotency-key"]);
      if (answer.status < 300)
        messages.push({
          key,
          body: Buffer.concat(chunks).toString(),
          authorization: request.headers.authorization,
        });
      response.writeHead(answer.status).end(answer.body ?? JSON.stringify({ id: `ap-${key}` }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/outbox`,
    messages,
    answers,
    close: () =>
      new Promise<void>((resolve) => void (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

/** The small city with January issued: two departments share an internal file in a folder, a company has Peppol by an access point. */
export async function issuedCity(url: string): Promise<Example> {
  const city = await example();
  const facts = {
    name: "Demo",
    org_no: "212000-1355",
    address: "Box 1, 401 10 Göteborg",
    bankgiro: "5050-1055",
    vat_no: "SE212000135501",
  };
  await deliverBy(
    city,
    { peppol: { way: "http", url }, internal: { way: "folder", folder: "ledger" } },
    facts,
  );
  await city.staff(async (tx) => {
    await tx.execute(
      "update customers.customer set e_address = '0007:5560006974', org_no = '556000-6974' where provider_id = $1 and customer = 'ORG'",
      [city.provider],
    );
    await tx.execute(
      `insert into invoicing.receiver (provider_id, customer, street, postal_code, city, buyer_reference)
       values ($1, 'ORG', 'Gatan 1', '411 01', 'Göteborg', 'REF-77')`,
      [city.provider],
    );
    const month = { period: period("2024-01") };
    await rehearse(tx, city.provider, month, { actor: "carin", now: deliveredAt });
    await approve(tx, city.provider, month, { actor: "ada", now: deliveredAt });
    await issue(tx, city.provider, month, { actor: "carin", now: deliveredAt });
  });
  return city;
}

export async function deliverBy(city: Example, delivery: object, provider?: object): Promise<void> {
  await city.database.transaction({ role: "owner" }, (tx) =>
    tx.execute("update platform.provider set settings = settings || $2::jsonb where provider_id = $1", [
      city.provider,
      JSON.stringify({ delivery, ...(provider === undefined ? {} : { provider }) }),
    ]),
  );
}

export function worldOf(outbox: string): DeliveryWorld {
  return {
    outbox,
    now: () => deliveredAt,
    pause: async () => undefined,
    secret: (name) => `secret of ${name}`,
  };
}
