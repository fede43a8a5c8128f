import { type Draft, text } from './build.ts'

/** A plane without axes, both directions alike. */
export const plane = { x: [-1, 9] as [number, number], y: [-1, 9] as [number, number], decorated: false, equal: true }

/** Names beside points, a little outside. */
export const named = (...points: [string, number, number][]): Draft[] =>
  points.map(([name, x, y]) => text(x + 0.15, y + 0.25, name))
