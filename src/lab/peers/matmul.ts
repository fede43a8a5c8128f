import { BufferPool } from '../../gpu/buffers.ts'
import type { Gpu } from '../../gpu/device.ts'
import { linear } from '../../gpu/kernels/linear.ts'
import { matvec } from '../../gpu/kernels/matvec.ts'
import { PlanBuilder } from '../../gpu/plan.ts'
import { OnnxGraph } from './onnx.ts'
import { gpuTensor, type OrtModule, openSession } from './ort.ts'
import { matMulNBits, randomFloats, randomQ4, uploadQ4 } from './q4.ts'
import { nmse, type Race, race, readFloats } from './race.ts'

/** x[rows][k]·W[n][k]ᵀ. */
export interface MatmulCase {
  readonly k: number
  readonly n: number
  readonly rows: number
}

/** Our plan's matrix product against MatMulNBits: same 4-bit weights, same f32 rows, all in GPU memory. */
export async function raceMatmul(
  gpu: Gpu,
  ort: OrtModule,
  { k, n, rows }: MatmulCase,
  budgetMs: number,
): Promise<Race> {
  const weight = randomQ4(n, k, 1)
  const x = randomFloats(rows * k, 2)
  const graph = new OnnxGraph()
  matMulNBits(graph, 'y', graph.input('x', 'float', [rows, k]), weight)
  graph.output('y', 'float', [rows, n])
  const { session, device } = await openSession(ort, graph.finish())
  const peerX = gpuTensor(ort, device, [rows, k], x)
  const peerY = gpuTensor(ort, device, [rows, n])
  const peer = async () => {
    await session.run({ x: peerX }, { y: peerY })
    await device.queue.onSubmittedWorkDone()
  }

  const pool = new BufferPool(gpu)
  const { matrix, dispose } = uploadQ4(gpu, weight)
  const params = pool.uniform('params', 16)
  const from = pool.storage('x', rows * k)
  const to = pool.storage('y', rows * n)
  gpu.device.queue.writeBuffer(params, 0, new Uint32Array([rows, 0, 0, 0]))
  gpu.device.queue.writeBuffer(from, 0, x)
  const builder = new PlanBuilder(gpu)
  const { lanes, team, matmul } = gpu.kernels
  const steps =
    rows === 1
      ? matvec({ name: 'matvec', x: from, y: to, weight: matrix, lanes, team, finish: 'store' })
      : linear({ name: 'matmul', params, x: from, y: to, weight: matrix, kernel: matmul })
  for (const step of steps) builder.step(step)
  const plan = await builder.build()
  const ours = async () => {
    plan.submit(rows, 0)
    await gpu.device.queue.onSubmittedWorkDone()
  }

  try {
    const times = await race(ours, peer, budgetMs)
    const error = nmse(
      await readFloats(gpu.device, to, rows * n),
      await readFloats(device, peerY.gpuBuffer as GPUBuffer, rows * n),
    )
    return { ...times, nmse: error }
  } finally {
    peerX.dispose()
    peerY.dispose()
    await session.release()
    dispose()
    pool.dispose()
  }
}
