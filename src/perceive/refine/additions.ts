/** Proposes what the source shows and the program does not draw (refinement.md). */
import { newGrids } from './grid-additions.ts'
import { proposerOf } from './looks.ts'
import { newCircles, newLines, newPoints } from './shape-additions.ts'
import { newTexts } from './text-additions.ts'

export const additions = proposerOf([newTexts, newGrids, newCircles, newPoints, newLines])
