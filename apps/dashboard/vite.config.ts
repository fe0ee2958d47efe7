import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { preloadFirstPage } from "./preload-first-page.ts";

/** What asks for the first page's figures; it is there, and has asked, before the rest of the program is read. */
const DATA_MODULES =
  /preload-helper|query-core|openapi-fetch|node_modules\/zod|date-fns|dashboard\/src\/(api\/|filters\/[\w-]+\.ts$|ui\/theme\.ts$|.+\/prefetch-)/;

export default defineConfig({
  plugins: [react(), tailwindcss(), preloadFirstPage()],
  build: {
    target: "es2022",
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    // The content security policy lets no data: script or font pass, and small files are cached as well as large ones.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What several chunks need is one file: the first page is there after a few requests and not after thirty.
        codeSplitting: {
          groups: [
            { name: "data", test: DATA_MODULES, minShareCount: 2, priority: 1 },
            { name: "shared", test: /./, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { host: "127.0.0.1" },
});
