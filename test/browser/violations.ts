import axe from 'axe-core'

/** What axe finds wrong in the page, of the rules that judge a part of one. */
export async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // These judge a whole page; the viewer is a part of one.
    rules: {
      region: { enabled: false },
      'landmark-one-main': { enabled: false },
      'page-has-heading-one': { enabled: false },
    },
  })
  return found.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html} ${node.failureSummary}`))
}
