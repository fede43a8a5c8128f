import { expect, test } from 'vitest'
import { Gpu } from '../../src/gpu/device.ts'

test('Dawn runs on lavapipe, which has f16 and subgroups', async ({ skip }) => {
  const note = process.env.CODEPERCEPT_VULKAN_NOTE
  if (note) skip(note)
  const gpu = await Gpu.open()
  expect(gpu.facts).toMatchObject({ software: true, f16: true, int8: true, subgroups: [8, 8] })
  gpu.dispose()
})
