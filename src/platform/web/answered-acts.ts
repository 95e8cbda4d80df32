import { createHash } from "node:crypto";
import { Refusal } from "../../kernel/index.ts";
import { inProvidersName, type Transaction } from "../database/index.ts";
import type { Act, Doing, Done } from "./act.ts";
import { answerSaidOnce, keyOfAnother } from "./problems.ts";

/** How long a repetition is known for one. A machine that tries again does so within minutes. */
const hoursKept = 24;

/** What a machine says, as one number: the address and every field and file of it. */
function printOf(act: Act, path: string, { field, file }: Pick<Doing, "field" | "file">): string {
  const hash = createHash("sha256").update(path);
  for (const { name, kind } of act.fields) {
    hash.update(`\0${name}\0`);
    hash.update(kind === "file" ? (file(name)?.bytes ?? "") : field(name));
  }
  return hash.digest("hex");
}

/**
 * Does an act once for a key that the machine chose, in the transaction of the act itself: either the act and its answer are there or
 * neither, whatever happens in between. Asked again, the kept answer is given and nothing done. Two at once wait for each other.
 */
export async function once(
  tx: Transaction,
  {
    act,
    path,
    key,
    doing,
  }: { readonly act: Act; readonly path: string; readonly key: string; readonly doing: Doing },
): Promise<Done> {
  const sha256 = printOf(act, path, doing);
  return answeredOnce(tx, { ...doing, key, sha256 }, () => act.run(tx, doing));
}

/** Whether a key can stand in a log. */
export function isKey(key: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(key);
}

/** The same for what is asked by another address than an act's, by a print of what was said. */
export async function answeredOnce(
  tx: Transaction,
  {
    provider,
    actor,
    now,
    key,
    sha256,
  }: Pick<Doing, "provider" | "actor" | "now"> & { readonly key: string; readonly sha256: string },
  work: () => Promise<Done>,
): Promise<Done> {
  const kept = await inProvidersName(tx, async (staff) => {
    await staff.query(
      "select pg_advisory_xact_lock(hashtextextended('act:' || $1 || ':' || $2 || ':' || $3, 0))",
      [provider, actor, key],
    );
    const before = new Date(Date.parse(now) - hoursKept * 3_600_000).toISOString();
    await staff.execute("delete from web.answered_act where provider_id = $1 and answered_at < $2", [
      provider,
      before,
    ]);
    return staff.maybe<{ sha256: string; answer: object | null }>(
      "select sha256, answer from web.answered_act where provider_id = $1 and login = $2 and key = $3",
      [provider, actor, key],
    );
  });
  if (kept !== undefined) {
    if (kept.sha256 !== sha256) throw new Refusal([keyOfAnother(key)]);
    if (kept.answer === null) throw new Refusal([answerSaidOnce(key)]);
    return { to: "/", told: kept.answer };
  }
  const done = await work();
  await inProvidersName(tx, (staff) =>
    staff.execute(
      "insert into web.answered_act (provider_id, login, key, sha256, answered_at, answer) values ($1, $2, $3, $4, $5, $6)",
      [provider, actor, key, sha256, now, done.once === undefined ? JSON.stringify(done.told) : null],
    ),
  );
  return done;
}
