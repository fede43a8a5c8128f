import type { Proposer } from './proposal.ts'

/** In the order of their turns: what moves everything first, what is read before what is searched. */
export const PROPOSERS: readonly Proposer[] = []
