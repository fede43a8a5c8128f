import { describe, expect, it } from 'vitest'

describe('the viewer in plain Node', () => {
  it('is imported without a DOM', async () => {
    expect(typeof document).toBe('undefined')
    const { CodePerceptViewerElement } = await import('../../../src/viewer/element.ts')
    const { TAG } = await import('../../../src/viewer/define.ts')
    expect(TAG).toBe('codepercept-viewer')
    expect(CodePerceptViewerElement.assetBase).toBeNull()
  })
})
