import { afterEach, describe, expect, it } from 'vitest'
import { FakeClient } from './fake-client.ts'
import { SCENARIOS, scenario } from './scenarios.ts'
import { mount } from './viewer.ts'
import { violations } from './violations.ts'

afterEach(() => {
  document.body.replaceChildren()
  document.documentElement.style.colorScheme = ''
})

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
