/** How much processor time the tasks of a page's main thread took, from the browser's own trace. */
import type { Page } from 'playwright'

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds of the thread's processor time. */
  readonly tdur?: number
}

const MARK = 'main thread of the page'

/** Milliseconds of the longest task that began and ended while `action` ran; by the processor, so a busy machine does not count. */
export async function longestTask(page: Page, action: () => Promise<unknown>): Promise<number> {
  const browser = page.context().browser()!
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] })
  let trace: Buffer
  try {
    await page.evaluate((mark) => void performance.mark(mark), MARK)
    await action()
    // The answer comes from within the action's last task: the next one shows that it has ended.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
  } finally {
    trace = await browser.stopTracing()
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const mark = traceEvents.find(({ name }) => name === MARK)
  if (!mark) throw new Error('the trace does not name the page')
  const times = traceEvents.flatMap(({ name, pid, tid, tdur }) => {
    // A task that was under way at the start or the end has no time.
    const isOfPage = /RunTask$/.test(name) && pid === mark.pid && tid === mark.tid
    return isOfPage && tdur !== undefined ? [tdur] : []
  })
  if (times.length === 0) throw new Error('the trace has no tasks')
  return Math.max(...times) / 1000
}
