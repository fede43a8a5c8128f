import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parseStart } from '../../scripts/arguments.mjs'
import { outputNames, outputPaths } from '../../src/cli/outputs.ts'

const here = fileURLToPath(import.meta.url)

describe('arguments of npm start', () => {
  test('none: the page', () => {
    expect(parseStart([])).toMatchObject({ pictures: [], out: '.', help: false })
  })

  test('pictures and options in any order', () => {
    expect(parseStart([here, '--out', 'made', '--timeout=30', here, '--max-tokens', '64', '--refine=0'])).toMatchObject(
      {
        pictures: [here, here],
        out: 'made',
        timeout: 30,
        maxTokens: 64,
        refine: 0,
      },
    )
  })

  test('reading is on unless it is left out', () => {
    expect(parseStart([here])).toMatchObject({ ocr: true })
    expect(parseStart([here, '--no-ocr'])).toMatchObject({ ocr: false })
  })

  test.each([
    [['--colour'], /--colour/],
    [['missing.png'], 'There is no file missing.png.'],
    [['--out'], /--out/],
    [['--out', here], /needs a folder/],
    [['--model', 'missing'], 'There is no folder missing.'],
    [['--timeout', '121'], '--timeout needs a whole number from 1 to 120; "121" is none.'],
    [['--refine=-1'], /--refine needs a whole number from 0/],
    [['--candidates', '0'], /--candidates needs a whole number from 1/],
    [['--max-tokens', 'many'], /--max-tokens needs a whole number/],
  ])('%j is refused with a sentence', (argv, message) => {
    expect(() => parseStart(argv)).toThrow(message)
  })
})

describe('names of what is written', () => {
  test('follow the picture', () => {
    const paths = outputPaths('made', 'plot.v2')
    expect(outputNames(['in/plot.v2.png'], 'made')).toEqual(['plot.v2'])
    expect([paths.code, paths.result, paths.figure(0), paths.figure(1)]).toEqual([
      'made/plot.v2.py',
      'made/plot.v2.json',
      'made/plot.v2.figure.png',
      'made/plot.v2.figure-2.png',
    ])
  })

  test('are never shared by two pictures', () => {
    expect(outputNames(['a/plot.png', 'b/plot.jpg', 'c/Plot.png', 'd/plot-2.png'], '.')).toEqual([
      'plot',
      'plot-2',
      'Plot-3',
      'plot-2-2',
    ])
  })

  test('never replace a picture that is read', () => {
    expect(outputNames(['plot.png', 'plot.figure.png'], '.')).toEqual(['plot-2', 'plot.figure'])
    expect(outputNames(['plot.png', 'plot.figure-2.png'], 'made')).toEqual(['plot', 'plot.figure-2'])
  })
})
