import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findChromium, launchOptions } from './scripts/chromium.mjs'
import { log } from './scripts/log.mjs'
import { sandboxPlugin } from './scripts/vite/sandbox.ts'
import { staticFiles } from './scripts/vite/static.ts'
import { findNativeDriver } from './scripts/vulkan.mjs'

const SECOND = 1000

// The browser project alone starts a browser, and Vitest reads this file for each run: a machine without
// Chromium can still run the unit tests.
const executablePath = await findChromium({ install: false, log }).catch(() => 'chromium-not-found')

// `npm test` has looked already; a plain `vitest` looks itself.
const { CODEPERCEPT_VULKAN, CODEPERCEPT_VULKAN_NOTE } = process.env
const native =
  CODEPERCEPT_VULKAN === undefined
    ? await findNativeDriver({ install: false, log })
    : { driver: CODEPERCEPT_VULKAN || undefined, note: CODEPERCEPT_VULKAN_NOTE || undefined }

const onLavapipe = [
  'test/gpu/variants.test.ts',
  ...(process.env.CODEPERCEPT_FULL === '1' ? ['test/gpu/kernels.test.ts', 'test/gpu/decode.test.ts'] : []),
]

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
          name: 'native',
          // Tests of the browser project once more, on Dawn without a browser, for what only lavapipe has. It compiles
          // slowly, so the kernels that need nothing special come with the full run alone.
          include: ['test/native/**/*.test.ts', ...(native.driver ? onLavapipe : [])],
          setupFiles: ['test/native/dawn.setup.ts'],
          env: {
            VK_ICD_FILENAMES: native.driver ?? '',
            VK_DRIVER_FILES: native.driver ?? '',
            CODEPERCEPT_VULKAN_NOTE: native.note ?? '',
          },
          environment: 'node',
          pool: 'forks',
          testTimeout: 120 * SECOND,
          hookTimeout: 120 * SECOND,
          fileParallelism: false,
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
