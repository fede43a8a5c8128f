import axe from 'axe-core'
import { afterEach, describe, expect, it } from 'vitest'
import { FakeClient } from './fake-client.ts'
import { SCENARIOS, scenario } from './scenarios.ts'
import { mount } from './viewer.ts'

afterEach(() => {
  document.body.replaceChildren()
  document.documentElement.style.colorScheme = ''
})

async function violations(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // These judge a whole page; the viewer is a part of one.
    rules: {
      region: { enabled: false },
      'landmark-one-main': { enabled: false },
      'page-has-heading-one': { enabled: false },
    },
  })
  return violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html} ${node.failureSummary}`))
}

describe('accessibility', () => {
  for (const scheme of ['light', 'dark']) {
    it(`holds without a picture, ${scheme}`, async () => {
      document.documentElement.style.colorScheme = scheme
      await mount(new FakeClient([[]]))
      expect(await violations()).toEqual([])
    })

    for (const name of SCENARIOS) {
      it(`holds in "${name}", ${scheme}`, async () => {
        document.documentElement.style.colorScheme = scheme
        const { client, picture, settled } = await scenario(name)
        const { element } = await mount(client, {
          editable: '',
          alt: 'Three bars',
          view: scheme === 'dark' ? 'slider' : 'split',
        })
        element.image = picture
        await settled(element)
        await element.updateComplete
        expect(await violations()).toEqual([])
      })
    }
  }

  it('is checked inside the shadow root', async () => {
    const { element } = await mount(new FakeClient([[]]))
    element.shadowRoot!.append(document.createElement('button'))
    expect((await violations()).join()).toContain('button-name')
  })
})
