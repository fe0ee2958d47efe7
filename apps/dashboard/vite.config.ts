import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: "es2022",
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    // The content security policy lets no data: script or font pass, and small files are cached as well as large ones.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What several chunks need is one file: the first page is there after two requests and not after thirty.
        codeSplitting: { groups: [{ name: "shared", test: /./, minShareCount: 2 }] },
      },
    },
  },
  server: { host: "127.0.0.1" },
});
