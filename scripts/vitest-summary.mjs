// @ts-check
import { writeFileSync } from 'node:fs'

/**
 * What a test run came to, written to the file that CODEPERCEPT_SUMMARY names.
 * A file that could not be loaded, and an error outside any test, each count as one failure.
 * @typedef {{ passed: number, failed: string[], skipped: { name: string, reason: string }[] }} Summary
 */

export default class SummaryReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly { message?: string }[]} errors
   */
  onTestRunEnd(modules, errors) {
    /** @type {Summary} */
    const summary = { passed: 0, failed: [], skipped: [] }
    for (const module of modules) {
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors()) summary.failed.push(`${suite.fullName}: ${error.message}`)
      }
      for (const error of module.errors()) summary.failed.push(`${module.relativeModuleId}: ${error.message}`)
      for (const test of module.children.allTests()) {
        const name = `${module.relativeModuleId} > ${test.fullName}`
        const result = test.result()
        if (result.state === 'passed') summary.passed++
        else if (result.state === 'failed') summary.failed.push(name)
        else if (result.state === 'skipped') summary.skipped.push({ name, reason: result.note ?? 'no reason given' })
        else summary.failed.push(`${name}: did not finish`)
      }
    }
    for (const error of errors) summary.failed.push(error.message ?? 'an error outside any test')
    writeFileSync(/** @type {string} */ (process.env.CODEPERCEPT_SUMMARY), JSON.stringify(summary))
  }
}
