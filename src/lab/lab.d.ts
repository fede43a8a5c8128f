import type { Lab } from './main.ts'

declare global {
  /** Set by main.ts on the lab's page; what Playwright evaluates there calls it. */
  const lab: Lab
}
