import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CodePerceptViewerElement, type ViewerState } from '../../../src/viewer/element.ts'
import * as events from '../../../src/viewer/events.ts'
import { VIEWER_STATES } from '../../../src/viewer/run.ts'

const folder = join(import.meta.dirname, '../../../src/viewer')
const readme = readFileSync(join(folder, 'README.md'), 'utf8')
const sources = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n')

/** Names in the first column of the table below a heading. */
function firstColumn(heading: string): string[] {
  const section = readme.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!
  const cells = section.split('\n').filter((line) => line.startsWith('| `'))
  return cells.flatMap((line) => [...line.split('|')[1]!.matchAll(/`([^`]+)`/g)].map((match) => match[1]!))
}

function listAfter(word: string): string[] {
  const line = readme.split('\n').find((candidate) => candidate.startsWith(`${word}:`))!
  return [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)
}

function found(pattern: RegExp): string[] {
  return [...new Set([...sources.matchAll(pattern)].map((match) => match[1]!))]
}

describe('the README of the viewer', () => {
  it('lists the attributes of the class', () => {
    expect(firstColumn('Attributes').sort()).toEqual([...CodePerceptViewerElement.observedAttributes].sort())
  })

  it('lists the properties and methods of the class', () => {
    for (const name of firstColumn('Properties and methods')) {
      const member = name.replace('()', '')
      expect(member in CodePerceptViewerElement.prototype, member).toBe(true)
    }
  })

  it('lists the events', () => {
    const types = Object.values(events).map((EventClass) => {
      // Each event's constructor names its type itself; the fields do not matter here.
      const blank = new Proxy({}, { get: () => undefined })
      return new (EventClass as new (...parts: unknown[]) => Event)(blank, blank).type
    })
    expect(types).toHaveLength(10)
    expect(firstColumn('Events').sort()).toEqual(types.sort())
  })

  it('lists slots, parts, states and CSS variables', () => {
    expect(listAfter('Slots').sort()).toEqual(found(/<slot name="(\w+)"/g).sort())
    expect(listAfter('Parts').sort()).toEqual(found(/\bpart="(\w+)"/g).sort())
    const variables = found(/var\((--codepercept-[\w-]+)/g)
    expect(firstColumn('CSS variables').sort()).toEqual(variables.sort())
    expect(variables.length).toBeLessThanOrEqual(15)
    for (const state of VIEWER_STATES) expect(readme).toContain(`\`${state satisfies ViewerState}\``)
  })
})
