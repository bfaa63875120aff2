import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** Engines with `light-dark()`, the `v` flag of regular expressions and OPFS access handles. */
const engines = ['chrome123', 'edge123', 'firefox128', 'safari17.5'];

/**
 * Other alphabets of the typeface are fetched, and kept, when a text needs them; the other two are parts
 * of the database engine that we do not use.
 */
const notPrecached = [
  '**/inter-{cyrillic,greek,vietnamese}*',
  '**/inter-latin-ext*',
  '**/sqlite3-worker1*',
  '**/sqlite3-opfs-async-proxy*',
];

/** Importing one of these does nothing by itself: the page leaves out whatever only the worker needs. */
const inert = /\/packages\/(?:client|crypto|protocol|store-browser)\/src\//;

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/service-worker',
      filename: 'service-worker.ts',
      injectRegister: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,svg,png,woff2,wasm,webmanifest}'],
        globIgnores: notPrecached,
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
      },
      manifest: {
        id: '/',
        name: 'Sotto',
        short_name: 'Sotto',
        description: 'Messages that only you and the people you write to can read.',
        start_url: '/',
        display: 'standalone',
        background_color: '#f4f6f6',
        theme_color: '#0b7268',
        categories: ['social', 'productivity', 'business'],
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
  // `npm run dev`: the page comes from here, everything else from the server.
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:8091', '/ws': { target: 'ws://127.0.0.1:8091', ws: true } },
  },
  worker: { format: 'es' },
  // Pre-bundling would move the engine's WebAssembly away from the script that looks for it.
  optimizeDeps: { exclude: ['@evolu/sqlite-wasm'] },
  build: {
    target: engines,
    cssTarget: engines,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: inert, sideEffects: false }] } },
  },
});
