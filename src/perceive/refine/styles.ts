import { directions, figureShape, frames, legends } from './layout-looks.ts'
import { dashes, fillings, markers, widths } from './line-looks.ts'
import { proposerOf } from './looks.ts'

/** Shape of the figure and how things are drawn: what moves everything comes first. */
export const styles = proposerOf([figureShape, frames, directions, fillings, dashes, markers, widths, legends])
