import { describe, expect, test } from 'vitest'
import { compose } from '../../src/gpu/compose.ts'
import { attention } from '../../src/gpu/kernels/attention.ts'
import { decodeAttention } from '../../src/gpu/kernels/decode-attention.ts'
import { linear } from '../../src/gpu/kernels/linear.ts'
import { matvec } from '../../src/gpu/kernels/matvec.ts'
import { qkNormRope } from '../../src/gpu/kernels/rope.ts'
import type { WeightDtype } from '../../src/gpu/matrix.ts'
import type { StepSpec } from '../../src/gpu/plan.ts'
import type { MatmulKernel, Team } from '../../src/gpu/table.ts'
import { openDawn } from './dawn.ts'

/** Dawn's backend that draws nothing has every feature, so variants that no adapter here runs are at least compiled. */
async function open(): Promise<GPUDevice> {
  const adapter = await openDawn(['backend=null']).requestAdapter()
  if (!adapter) throw new Error('Dawn has no null backend')
  return adapter.requestDevice({ requiredFeatures: ['shader-f16', 'subgroups'] })
}

const DTYPES: readonly WeightDtype[] = ['f32', 'f16', 'bf16', 'q4g32', 'q8g32']
const KERNELS: readonly MatmulKernel[] = ['wide', 'quad', 'square', 'square-f16', 'square-int8']
const TEAMS: readonly Team[] = ['shared', 'subgroup', 'quad']

describe('every variant is valid under the limits that WebGPU promises', async () => {
  const device = await open()
  test('the limits are those', () => {
    expect(device.limits.maxComputeWorkgroupStorageSize).toBe(16384)
    expect(device.limits.maxStorageBuffersPerShaderStage).toBe(8)
  })
  const buffer = {} as GPUBuffer
  for (const dtype of DTYPES) {
    const scales = dtype === 'q4g32' || dtype === 'q8g32' ? buffer : null
    const weight = { rows: 70, cols: 100, dtype, parts: [{ from: 0, to: 70, data: buffer, scales }] }
    const spec = { name: 't', params: buffer, x: buffer, y: buffer, weight, bias: buffer, normed: true }
    const steps = [
      ...KERNELS.map((kernel) => [kernel, linear({ ...spec, kernel })] as const),
      ...TEAMS.map((team) => {
        const norm = { gain: buffer, eps: 1e-6 }
        const single = { name: 't', x: buffer, y: buffer, weight, team, lanes: team === 'quad' ? 1 : 16, norm }
        return [`team ${team}`, matvec({ ...single, finish: 'swiglu' })] as const
      }),
    ]
    for (const [name, [step]] of steps) test(`${name}, ${dtype}`, () => compiles(step!))
  }
  for (const cache of ['f32', 'f16', 'int8'] as const) {
    const shape = { name: 't', params: buffer, heads: 6, kvHeads: 2, head: 20, cache }
    const rows = { q: buffer, keys: buffer, values: buffer, out: buffer, qRow: 1, keyOffset: 0, valueOffset: 0 }
    const strides = { kvRow: 1, kvHeadStride: 1, causal: true }
    const writes = { qkv: buffer, kCache: buffer, vCache: buffer, qGain: buffer, kGain: buffer, positions: buffer }
    const tables = { table: buffer, capacity: 70, eps: 1e-6, axes: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0] }
    const steps = {
      'attention tile': attention({ ...shape, ...rows, ...strides, kernel: 'tile' }),
      'attention quad': attention({ ...shape, ...rows, ...strides, kernel: 'quad' }),
      'attention of one row': decodeAttention({ ...shape, ...writes, ...tables, out: buffer, split: 64 })[0]!,
      rope: qkNormRope({ ...shape, ...writes, ...tables }),
    }
    for (const [name, step] of Object.entries(steps)) test(`${name}, cache of ${cache}`, () => compiles(step))
  }

  async function compiles(step: StepSpec): Promise<void> {
    const code = compose(step.variant)
    device.pushErrorScope('validation')
    const module = device.createShaderModule({ code })
    const { messages } = await module.getCompilationInfo()
    expect(messages.map(({ lineNum, message }) => `${lineNum}: ${message}`)).toEqual([])
    await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } })
    expect((await device.popErrorScope())?.message).toBeUndefined()
  }
})
