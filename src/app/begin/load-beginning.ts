import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal, required } from "../../kernel/index.ts";
import { invite } from "../../platform/access/actions/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { loadPack } from "../pack/load.ts";
import { openPack } from "../pack/pack-source.ts";
import type { Beginning } from "./beginning.ts";
import { firstPeople, providerId } from "./first-pack.ts";
import { beginProblem } from "./problems.ts";
import type { UploadedBooks } from "./uploaded-books.ts";
import { writeBeginning } from "./write-beginning.ts";

/** What has become of a beginning: the provider, where its texts lie, and how an administrator comes in. */
export interface Begun {
  readonly provider: string;
  readonly folder: string;
  readonly files: number;
  /** The addresses at which the first people choose their passwords; once each, within three days. */
  readonly invitations: { readonly controller: string; readonly administrator: string };
}

/**
 * Writes the first pack below `packs`, loads it, and invites its first two people, a controller and an administrator: all of it or nothing. There
 * is one provider with books of its own in a database that is begun so.
 */
export async function loadBeginning(
  database: Database,
  { found, books }: UploadedBooks,
  { beginning, packs, now }: { readonly beginning: Beginning; readonly packs: string; readonly now: string },
): Promise<Begun> {
  const provider = providerId(beginning.name);
  const others = await database.transaction({ role: "owner" }, (tx) =>
    tx.query<{ id: string; synthetic: boolean }>(
      `select provider_id as "id", synthetic from platform.provider`,
    ),
  );
  if (others.some((one) => !one.synthetic || one.id === provider))
    throw new Refusal([beginProblem("begin.taken", undefined, others.map((one) => one.id).join(", "))]);
  const folder = freeFolder(join(packs, provider));
  mkdirSync(dirname(folder), { recursive: true });
  try {
    const files = writeBeginning(folder, found, { beginning, books });
    const source = await openPack(folder);
    try {
      await loadPack(database, source, {
        actor: firstPeople.controller.login,
        now,
        confirm: false,
        dryRun: false,
        progress: () => undefined,
      });
    } finally {
      source.close();
    }
    const invitations = await inviteFirstPeople(database, provider, now);
    return { provider, folder, files: files.length, invitations };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function inviteFirstPeople(
  database: Database,
  provider: string,
  now: string,
): Promise<Begun["invitations"]> {
  const actor = firstPeople.controller.login;
  return database.transaction({ role: "staff", provider, actor }, async (tx) => {
    const wayIn = async (login: string): Promise<string> =>
      `/welcome/${required(await invite(tx, provider, { login, now }))}`;
    return {
      controller: await wayIn(firstPeople.controller.login),
      administrator: await wayIn(firstPeople.administrator.login),
    };
  });
}

function freeFolder(wanted: string): string {
  for (let number = 1; ; number++) {
    const folder = number === 1 ? wanted : `${wanted}-${number}`;
    if (!existsSync(folder)) return folder;
  }
}
