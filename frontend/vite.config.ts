import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

/** Tests that put a module in the place of another, which nobody may have loaded before. */
const MOCKING = ["src/account/errors.test.tsx", "src/editor/bar/StatusBar.test.tsx"];

/**
 * A part of the tests: what is not said here is as in all of them. The parts run one after another,
 * so that where one process runs them, all files of a part are one task with one browser.
 */
function project(
  name: string,
  groupOrder: number,
  test: TestProjectInlineConfiguration["test"],
): TestProjectInlineConfiguration {
  return { extends: true, test: { name, sequence: { groupOrder }, ...test } };
}

/** Writes each script and style sheet compressed too: the server sends that to whoever takes it. */
function compress(): Plugin {
  let folder = "";
  return {
    name: "compress",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir, config.build.assetsDir);
    },
    closeBundle() {
      for (const name of readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))) {
        const path = join(folder, name);
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  // Django serves what is built here under /static/.
  base: "/static/",
  plugins: [react(), compress()],
  build: { outDir: "dist", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 900 },
  test: {
    setupFiles: ["src/test-setup.ts"],
    restoreMocks: true,
    unstubGlobals: true,
    testTimeout: 20_000,
    // To load React, Mantine and a browser anew for each file takes longer than all the tests: the
    // files of a project share them, and test-setup.ts leaves nothing of one test to the next.
    isolate: false,
    projects: [
      // A file that needs a browser is one of .tsx, also where it draws nothing.
      project("pages", 1, {
        environment: "jsdom",
        include: ["src/**/*.test.tsx"],
        exclude: MOCKING,
      }),
      project("modules", 2, { environment: "node", include: ["src/**/*.test.ts"] }),
      project("mocking", 3, { environment: "jsdom", include: MOCKING, isolate: true }),
    ],
  },
});
