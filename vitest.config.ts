import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx", "house/**/*.test.ts", "scripts/**/*.test.ts"],
    environment: "node",
    setupFiles: ["house/test-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    env: { TZ: "Europe/Stockholm" },
  },
});
