import { openDawn } from './dawn.ts'

// What a page finds in its navigator. Without a driver the tests that need one are not run (vitest.config.ts).
if (process.env.VK_ICD_FILENAMES) {
  Object.defineProperty(globalThis.navigator, 'gpu', { value: openDawn(), configurable: true })
}
