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
  },
  server: { host: "127.0.0.1" },
});
