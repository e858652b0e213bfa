import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// The server that Vite's own server asks during development: TESTLEDGER_URL=http://127.0.0.1:8080 npm run dev
const server = process.env.TESTLEDGER_URL ?? 'http://127.0.0.1:8080';

/** What the server fills in when it sends the page (src/http/endpoints/asset_handlers.cpp). */
const filledIn: Plugin = {
  name: 'filled-in-by-the-server',
  apply: 'serve',
  transformIndexHtml: (html) => html.replaceAll('@BASE@', '/').replaceAll('@NONCE@', ''),
};

export default defineConfig({
  plugins: [react(), filledIn],
  resolve: { alias: [{ find: /^#(?!schema)/, replacement: `${import.meta.dirname}/src/` }] },
  html: { cspNonce: '@NONCE@' },
  build: {
    target: 'es2022',
    assetsDir: '',
    assetsInlineLimit: 0,
    emptyOutDir: false,
    chunkSizeWarningLimit: 1000,
    rollupOptions: {
      output: {
        // Names that tools/embed_assets.py knows for ones whose content never changes.
        hashCharacters: 'hex',
        entryFileNames: '[name].[hash:12].js',
        chunkFileNames: '[name].[hash:12].js',
        assetFileNames: '[name].[hash:12][extname]',
      },
    },
  },
  experimental: {
    renderBuiltUrl: (name, { hostType }) => (hostType === 'html' ? `@BASE@assets/${name}` : { relative: true }),
  },
  server: { proxy: Object.fromEntries(['/aio-tcms', '/rest', '/api', '/openapi.json', '/api-docs', '/assets'].map((path) => [path, { target: server }])) },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
