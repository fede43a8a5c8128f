import { expect, it } from 'vitest'
import { SCENARIOS, scenario } from './scenarios.ts'
import { find, mount } from './viewer.ts'

it('works under a policy that forbids inline styles', async () => {
  const policy = document.createElement('meta')
  policy.httpEquiv = 'Content-Security-Policy'
  policy.content = "style-src 'self'; img-src 'self' blob:; object-src 'none'"
  document.head.append(policy)
  const broken: string[] = []
  document.addEventListener('securitypolicyviolation', (event) => broken.push(event.violatedDirective))
  for (const name of SCENARIOS) {
    const { client, picture, settled } = await scenario(name)
    const { element } = await mount(client, { view: 'slider', editable: '' })
    element.image = picture
    await settled(element)
    await element.updateComplete
    if (name === 'done') expect(getComputedStyle(find(element, '.divider')).position).toBe('absolute')
    element.remove()
  }
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(broken).toEqual([])
  // The policy is in force: a style attribute does break it.
  document.body.setAttribute('style', 'color: red')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(broken).toEqual(['style-src-attr'])
})
