import { nothing } from 'lit'
import { Directive, directive, type ElementPart, PartType } from 'lit/directive.js'

/**
 * Sets CSS variables of an element through its style object. Lit's own `styleMap` writes a `style` attribute at first,
 * which a content policy without `unsafe-inline` refuses.
 */
class CssVariables extends Directive {
  render(_variables: Readonly<Record<`--${string}`, string>>) {
    return nothing
  }

  override update(part: ElementPart, [variables]: Parameters<this['render']>) {
    if (part.type !== PartType.ELEMENT) throw new Error('css variables belong to an element')
    for (const [name, value] of Object.entries(variables)) (part.element as HTMLElement).style.setProperty(name, value)
    return nothing
  }
}

export const cssVariables = directive(CssVariables)
