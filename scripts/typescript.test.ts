import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { expect, it } from "vitest";

it("makes pages in any folder that the program is started from", () => {
  const at = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
    const { readTypeScript } = await import(${at("./typescript.mjs")});
    readTypeScript();
    const { Title } = await import(${at("../src/platform/web/components/figure.tsx")});
    process.stdout.write(String(Title({ children: "Underlag" })));
  `;
  const made = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: tmpdir(),
    encoding: "utf8",
    env: { ...process.env, TSX_TSCONFIG_PATH: undefined },
  });
  expect(made).toMatch(/<h1.*Underlag<\/h1>/);
});
