import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const base =
  /[\\/]console[\\/](paths\.ts|api[\\/]|parts[\\/](shell|navigation)|ui[\\/](action|avatar|density|empty|keyboard|language-switch|link|logo|lost|nonce|note|page|text|time|toast|trouble|when)\.)/

/**
 * Builds the console to `dist/console`. Asset names carry a content hash; `index.html` carries the placeholder that
 * the server replaces with a fresh nonce for every answer (src/platform/console-files.ts).
 */
export default defineConfig({
  root: 'console',
  base: '/',
  plugins: [react()],
  html: { cspNonce: 'KEPT_NONCE' },
  cacheDir: '../.cache/vite',
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2023',
    // A data: address would need its own hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: {
        // Small modules that every page needs travel together: fewer requests for the first page.
        codeSplitting: {
          groups: [
            { name: 'icons', test: /@tabler/ },
            { name: 'base', test: base },
          ],
        },
      },
    },
  },
})
