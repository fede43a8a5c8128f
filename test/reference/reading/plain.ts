import type { ReadText } from '../../../src/observation.ts'
import type { Detector } from '../../../src/ocr/detector.ts'
import type { Recogniser } from '../../../src/ocr/recogniser.ts'
import { boxOf, turned } from '../../../src/ocr/region.ts'
import type { Raster } from '../../../src/raster/raster.ts'

/** PaddleOCR drops readings that are less sure. */
const LEAST_CONFIDENCE = 0.5

/** The same networks as PaddleOCR uses them: the detector's regions, tall ones turned, each read once; nothing else. */
export async function readPlainly(
  picture: Raster,
  { detector, recogniser }: { readonly detector: Detector; readonly recogniser: Recogniser },
): Promise<ReadText[]> {
  const texts: ReadText[] = []
  for (const region of await detector.find(picture, 1)) {
    const way = region.height > 1.5 * region.width ? turned(region, 1) : region
    const { text, alternatives, confidence } = await recogniser.read(picture, way, 0)
    if (text === '' || confidence < LEAST_CONFIDENCE) continue
    texts.push({ id: `t${texts.length + 1}`, text, alternatives, box: boxOf(region), angle: way.angle, confidence })
  }
  return texts
}
