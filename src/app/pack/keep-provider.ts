import { record } from "../../platform/audit/index.ts";
import { canonicalJson } from "../../platform/audit/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { Outcome } from "./context.ts";
import type { PackSettings } from "./settings.ts";

/** The provider with its settings, as pack.yaml says; the audit has both versions when they change. */
export async function keepProvider(
  tx: Transaction,
  settings: PackSettings,
  { actor, now }: { readonly actor: string; readonly now: string },
): Promise<Outcome> {
  const { id, name, orgNo } = settings.provider;
  const wanted = { name, org_no: orgNo, synthetic: settings.synthetic, settings: settings.raw };
  const held = await tx.maybe<typeof wanted>(
    "select name, org_no, synthetic, settings from platform.provider where provider_id = $1",
    [id],
  );
  if (held && canonicalJson(held) === canonicalJson(wanted)) return "unchanged";
  await tx.execute(
    `insert into platform.provider (provider_id, name, org_no, synthetic, settings)
     values ($1, $2, $3, $4, $5::jsonb)
     on conflict (provider_id) do update
     set name = excluded.name, org_no = excluded.org_no, synthetic = excluded.synthetic, settings = excluded.settings`,
    [id, name, orgNo, settings.synthetic, JSON.stringify(settings.raw)],
  );
  await record(tx, {
    at: now,
    actor,
    action: held ? "provider.change" : "provider.create",
    objectKind: "provider",
    objectId: id,
    before: held ?? null,
    after: wanted,
  });
  return held ? "changed" : "loaded";
}
