import { additions } from './additions.ts'
import { colours } from './colours.ts'
import { drops } from './drops.ts'
import { measured } from './measured/measured.ts'
import { numbers } from './numbers/numbers.ts'
import { polish } from './numbers/polish.ts'
import type { Proposer } from './proposal.ts'
import { styles } from './styles.ts'
import { words } from './words/words.ts'

/** In the order of their turns: what moves everything first, what is read before what is fitted, trials last. */
export const PROPOSERS: readonly Proposer[] = [styles, words, measured, numbers, colours, additions, drops, polish]
