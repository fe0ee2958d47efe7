import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

const FIRST_PAGE = "/src/start-app.tsx";
const FIRST_FONT = /inter-latin-wght-normal-[\w-]+\.woff2$/;

function withImports(bundle: Rolldown.OutputBundle, fileName: string, found = new Set<string>()): Set<string> {
  const chunk = bundle[fileName];
  if (chunk?.type !== "chunk" || found.has(fileName)) return found;
  found.add(fileName);
  for (const imported of chunk.imports) withImports(bundle, imported, found);
  return found;
}

const preload = (attrs: Record<string, string>): HtmlTagDescriptor => ({
  tag: "link",
  attrs: { ...attrs, crossorigin: "" },
  injectTo: "head",
});

const THEME = "theme.js";
const HASHED_THEME = /assets\/theme-[\w-]+\.js$/;

/** Names in index.html what the entry asks for next, so that the browser fetches all of it at once; nothing that it keeps is asked for again. */
export function preloadFirstPage(): Plugin {
  return {
    name: "preload-first-page",
    apply: "build",
    async buildStart() {
      const source = await readFile(join(import.meta.dirname, "public", THEME));
      this.emitFile({ type: "asset", name: THEME, source });
    },
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle = {} }) => {
        const page = Object.values(bundle).find(
          (file) => file.type === "chunk" && file.facadeModuleId?.endsWith(FIRST_PAGE) === true,
        );
        if (page === undefined) throw new Error(`no chunk of ${FIRST_PAGE}`);
        const theme = Object.keys(bundle).find((file) => HASHED_THEME.test(file)) ?? THEME;
        const chunks = [...withImports(bundle, page.fileName)].filter((file) => !html.includes(file));
        const fonts = Object.keys(bundle).filter((file) => FIRST_FONT.test(file));
        const tags = [
          ...chunks.map((file) => preload({ rel: "modulepreload", href: `/${file}` })),
          ...fonts.map((file) => preload({ rel: "preload", as: "font", type: "font/woff2", href: `/${file}` })),
        ];
        return { html: html.replace(`/${THEME}`, `/${theme}`), tags };
      },
    },
  };
}
