import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findChromium, launchOptions } from './scripts/chromium.mjs'
import { log } from './scripts/log.mjs'
import { sandboxPlugin } from './scripts/vite/sandbox.ts'
import { staticFiles } from './scripts/vite/static.ts'

const SECOND = 1000

// The browser project alone starts a browser, and Vitest reads this file for each run: a machine without
// Chromium can still run the unit tests.
const executablePath = await findChromium({ install: false, log }).catch(() => 'chromium-not-found')

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], environment: 'node', testTimeout: 20 * SECOND },
      },
      {
        plugins: [sandboxPlugin(), staticFiles()],
        test: {
          name: 'browser',
          globalSetup: ['test/gpu/models.setup.ts'],
          include: ['test/gpu/**/*.test.ts', 'test/browser/**/*.test.ts'],
          testTimeout: 120 * SECOND,
          hookTimeout: 120 * SECOND,
          // SwiftShader takes every core there is; two test files at once would only time out.
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions(executablePath, { software: true }) }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 300 * SECOND,
          hookTimeout: 120 * SECOND,
          fileParallelism: false,
        },
      },
    ],
  },
})
