import { describe, expect, it } from 'vitest'
import { engineConfig } from '../../../src/viewer/engine.ts'

const none = { modelSrc: null, runtimeSrc: null, sandboxSrc: null, ocrSrc: null, tune: false }

describe('engineConfig', () => {
  it('finds the standard files beside the assets', () => {
    expect(engineConfig(none, 'https://school.example/page/', 'https://school.example/viewer/')).toEqual({
      modelSrc: 'https://school.example/viewer/models/nano/model.json',
      runtimeSrc: 'https://school.example/viewer/runtime/',
      ocrSrc: 'https://school.example/viewer/ocr/',
      sandboxSrc: 'https://school.example/viewer/sandbox.html',
      tune: false,
    })
  })

  it('reads given addresses from the document', () => {
    const given = { ...none, modelSrc: '../big/model.json' }
    const config = engineConfig(given, 'https://school.example/page/', 'https://school.example/viewer/')
    expect(config.modelSrc).toBe('https://school.example/big/model.json')
    expect(config.runtimeSrc).toBe('https://school.example/viewer/runtime/')
  })
})
