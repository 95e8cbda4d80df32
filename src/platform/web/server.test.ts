import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../database/testing.ts";
import { createWeb } from "./server.tsx";

let demo: TestDatabase;
beforeAll(async () => {
  demo = await testDatabase();
});
afterAll(() => demo.close());

function web(openExample: boolean) {
  return createWeb({
    database: demo.database,
    provider: { id: "demo", name: "Demo", synthetic: true, year: 2024 },
    pages: [],
    entries: [],
    openExample,
    now: () => "2025-01-15T08:00:00.000Z",
    complain: (error) => {
      throw error;
    },
  });
}

const statusOf = async (openExample: boolean, host: string): Promise<number> =>
  (await web(openExample).request("/sign-in", { headers: { host } })).status;

test("an open example answers to this machine's own names only", async () => {
  for (const host of ["localhost:8080", "localhost", "127.0.0.1:1", "[::1]:8080"])
    expect(await statusOf(true, host), host).toBe(200);
  for (const host of [
    "evil.example",
    "evil.example:8080",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
  ])
    expect(await statusOf(true, host), host).toBe(403);
  expect(await statusOf(false, "underlag.example")).toBe(200);
});

test("a form larger than a form is refused unread", async () => {
  const post = async (body: string): Promise<number> => {
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": `${body.length}`,
    };
    return (await web(false).request("/sign-in", { method: "POST", headers, body })).status;
  };
  expect(await post(`login=nobody&password=${"x".repeat(20_000)}`)).toBe(413);
  expect(await post("login=nobody&password=wrong")).toBe(403);
});
