import { colours } from './colours.ts'
import { measured } from './measured/measured.ts'
import { numbers } from './numbers/numbers.ts'
import { polish } from './numbers/polish.ts'
import type { Proposer } from './proposal.ts'
import { styles } from './styles.ts'
import { words } from './words/words.ts'

/** In the order of their turns: what moves everything first, what is read before what is searched. */
export const PROPOSERS: readonly Proposer[] = [styles, words, measured, numbers, colours, polish]
