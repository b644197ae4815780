import react from '@vitejs/plugin-react-swc';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // In a project of your own: npm install @ops-control-center/client.
  resolve: {
    alias: {
      '@ops-control-center/client': fileURLToPath(
        new URL('../../clients/typescript/src/index.ts', import.meta.url),
      ),
    },
  },
  // The origin that the server allows by default.
  server: { port: 5173, strictPort: true },
  preview: { port: 5173, strictPort: true },
});
