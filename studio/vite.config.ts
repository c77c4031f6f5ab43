import { brotliCompressSync, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Where `npm run dev` finds the house; the same port as the server's default. */
const house = `http://127.0.0.1:${process.env.PORT ?? 4400}`

/** The one font file that nearly every page needs is asked for together with the scripts, so that text does not jump. */
const fontPreload: Plugin = {
  name: 'font-preload',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) => {
      const file = Object.keys(bundle ?? {}).find((name) => /inter-latin-wght-normal.*\.woff2$/.test(name))
      if (file === undefined) return []
      const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${file}` }
      return [{ tag: 'link', injectTo: 'head', attrs }]
    },
  },
}

/** Files are pressed once, here, so that the house does not do it again for every visitor. */
const pressed: Plugin = {
  name: 'pressed',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!/\.(js|css|svg)$/.test(fileName)) continue
        const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
        if (source.length < 1000) continue
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source) })
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) })
      }
    },
  },
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), fontPreload, pressed],
  // The server puts a fresh nonce in this place for every answer, so that the page needs no 'unsafe-inline'.
  html: { cspNonce: 'GREENROOM_NONCE' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Data addresses would need a looser content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // All Dutch texts travel in one file: otherwise every page would wait for a small one of its own.
            { name: 'nl', test: /studio\/messages\/nl\//, includeDependenciesRecursively: false },
            // What most pages share travels in one file, which is smaller and quicker than twenty little ones.
            { name: 'base', minShareCount: 18 },
          ],
        },
      },
    },
  },
  server: {
    port: 4401,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/api', '/auth', '/storage', '/media', '/signed', '/healthz', '/readyz', '/dev'].map((path) => [
        path,
        { target: house },
      ]),
    ),
  },
})
