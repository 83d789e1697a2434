import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The sandbox's pages, built beside the compiled server that serves them. */
export default defineConfig({
  root: folder('src/sandbox/page'),
  base: '/sandbox/',
  plugins: [vue()],
  build: {
    outDir: folder('dist/sandbox/page'),
    emptyOutDir: true,
    // No inline script and no data: address, so that the strictest content security policy holds.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        index: folder('src/sandbox/page/index.html'),
        agent: folder('src/sandbox/page/agent.html'),
        stage: folder('src/sandbox/page/stage.html'),
      },
    },
  },
});
