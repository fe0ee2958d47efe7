import type { Plugin as BundlePlugin } from "esbuild";

/** The languages in which zod could say what is wrong: nothing uses them, and they are 40 % of the smallest Worker. */
const LOCALES = /zod\/v4\/locales\/index\.js$/;

/**
 * What each test file of the stack loads, as one small module each. Each file evaluates them anew, so that what extends zod or
 * throws Hono's errors has to be among them: it would know only those of the first file.
 */
const DEPENDENCIES = {
  enabled: true,
  include: ["zod", "@cfworker/json-schema", "hono", "hono/http-exception", "@hono/zod-openapi"],
  rolldownOptions: {
    output: { minify: true },
    plugins: [{ name: "without-locales", load: (id: string) => (LOCALES.test(id) ? "export {};" : null) }],
  },
};

/** Every test file gets all that it loads through a socket: this makes its dependencies a tenth, without their source maps. */
export const smallDependencies = {
  name: "small-dependencies",
  config: () => ({ test: { deps: { optimizer: { ssr: DEPENDENCIES } } } }),
  transform: (code: string, id: string) =>
    id.includes("/deps_ssr/") ? { code, map: { mappings: "" as const } } : null,
};

/** Leaves the languages of zod out of a Worker's bundle. */
export const withoutLocales: BundlePlugin = {
  name: "without-locales",
  setup: (build) => build.onLoad({ filter: LOCALES }, () => ({ contents: "export {};" })),
};
