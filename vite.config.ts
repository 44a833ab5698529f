import { defineConfig } from "vite";

/**
 * The client alone: Colyseus and the API are the server's own. Built files go to `app/`, because `/assets` belongs to
 * the files that the server stores.
 */
export default defineConfig({
  root: "client",
  publicDir: false,
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    assetsDir: "app",
    target: "es2022",
    sourcemap: false,
    // Babylon is one large part by nature; it is loaded beside the first question.
    chunkSizeWarningLimit: 2000,
  },
});
