import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import type { Hono } from "hono";
import type { Island } from "./visit.ts";

/**
 * Serves a page's script as one module, bundled when the first reader asks for it: a program that never shows the page
 * does not pay for it. The content is its own mark, so that a new version is fetched and an old one is not.
 */
export function serveIsland(app: Hono, island: Island): void {
  let bundled: Promise<Bundle> | undefined;
  app.get(`/assets/${island.name}.js`, async (c) => {
    const { code, mark } = await (bundled ??= bundle(island));
    c.header("cache-control", "no-cache");
    c.header("etag", mark);
    if (c.req.header("if-none-match")?.includes(mark.replace("W/", "")) === true) return c.body(null, 304);
    c.header("content-type", "text/javascript; charset=utf-8");
    return c.body(code);
  });
}

interface Bundle {
  readonly code: string;
  readonly mark: string;
}

/** Nothing outside our own sources and packages goes in: what is missing is an error here, not in the browser. */
async function bundle({ entry }: Island): Promise<Bundle> {
  const built = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    logLevel: "silent",
    plugins: [onlyWhatIsUsed],
  });
  const code = built.outputFiles[0]?.text ?? "";
  const hash = createHash("sha256").update(code).digest("base64url").slice(0, 22);
  return { code, mark: `W/"${hash}"` };
}

/**
 * A floor only declares: loading it does nothing. So a room's front door may be imported whole, and what the island does not
 * call - the model's reader with its parser - stays on the server.
 */
const onlyWhatIsUsed: Plugin = {
  name: "only-what-is-used",
  setup(bundler) {
    const known = Symbol("resolved by esbuild itself");
    bundler.onResolve({ filter: /.*/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === known) return undefined;
      const found = await bundler.resolve(path, { importer, resolveDir, kind, pluginData: known });
      return kind === "entry-point" ? found : { ...found, sideEffects: false };
    });
  },
};
