import { defineConfig } from 'vite';

/** Where the messenger runs. The page and the messenger have one origin; here a proxy sees to that. */
const sotto = 'http://127.0.0.1:8091';

export default defineConfig({
  server: { proxy: { '/api': sotto, '/ws': { target: sotto.replace('http', 'ws'), ws: true } } },
  worker: { format: 'es' },
  // Pre-bundling would move the engine's WebAssembly away from the script that looks for it.
  optimizeDeps: { exclude: ['@evolu/sqlite-wasm'] },
  build: { target: ['chrome123', 'firefox128', 'safari17.5'] },
});
