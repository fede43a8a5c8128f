import type { Picture } from './pictures.ts'
import { NETWORKS } from './pictures-networks.ts'
import { PLANE } from './pictures-plane.ts'
import { POLYGONS } from './pictures-polygons.ts'

/** Drawings with what holds for them. */
export const SHAPES: Picture[] = [...POLYGONS, ...PLANE, ...NETWORKS]
