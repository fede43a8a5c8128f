import { compose, type Variant } from './compose.ts'
import type { Gpu } from './device.ts'

/** Workgroups along x, y, z. A zero leaves the step out. */
export type Grid = readonly [number, number, number]

/** One dispatch. `grid` depends on the rows of this submission and the positions before it. */
export interface Step {
  readonly name: string
  /** The shader's name. */
  readonly kernel: string
  readonly pipeline: GPUComputePipeline
  readonly bindGroup: GPUBindGroup
  readonly grid: (rows: number, past: number) => Grid
  /** Bytes that it reads and writes, each once: at most what is bound. */
  readonly bytes: (rows: number, past: number) => number
  /** Grows with the time that it takes. */
  readonly work: (rows: number, past: number) => number
}

export interface StepSpec {
  readonly name: string
  readonly variant: Variant
  /** Buffers by binding number. */
  readonly bindings: Readonly<Record<number, GPUBuffer>>
  readonly grid: (rows: number, past: number) => Grid
  /** Bytes that it moves, for the profiler, where that is less than the size of all that is bound. */
  readonly bytes?: (rows: number, past: number) => number
  /** Grows with the time that it takes, where that is not the number of workgroups. */
  readonly work?: (rows: number, past: number) => number
}

/** A tensor that can be copied out after a step: `floats(rows)` values from the start of `buffer`. */
interface Tap {
  readonly after: number
  readonly buffer: GPUBuffer
  readonly floats: (rows: number) => number
}

/** Told how many steps a plan has, then of each whose pipeline is ready: compiling takes seconds on slow devices. */
export interface BuildWatch {
  planned(steps: number): void
  built(): void
}

/** Collects steps; `build` makes every pipeline in parallel. */
export class PlanBuilder {
  readonly #gpu: Gpu
  readonly #specs: StepSpec[] = []
  readonly #taps = new Map<string, Tap>()

  constructor(gpu: Gpu) {
    this.#gpu = gpu
  }

  step(spec: StepSpec): void {
    this.#specs.push(spec)
  }

  /** Names the content of `buffer` after the steps so far. */
  tap(name: string, buffer: GPUBuffer, floats: (rows: number) => number): void {
    this.#taps.set(name, { after: this.#specs.length, buffer, floats })
  }

  async build(watch?: BuildWatch): Promise<Plan> {
    watch?.planned(this.#specs.length)
    const steps = await this.#gpu.guard(
      Promise.all(
        this.#specs.map(async (spec): Promise<Step> => {
          const pipeline = await this.#gpu.pipeline(spec.variant.shader, compose(spec.variant))
          watch?.built()
          const bindGroup = this.#gpu.device.createBindGroup({
            label: spec.name,
            layout: pipeline.getBindGroupLayout(0),
            entries: Object.entries(spec.bindings).map(([binding, buffer]) => ({
              binding: Number(binding),
              resource: { buffer },
            })),
          })
          const { name, variant, grid } = spec
          const bound = Object.values(spec.bindings).reduce((sum, { size }) => sum + size, 0)
          const groups = (rows: number, past: number) => grid(rows, past).reduce((product, n) => product * n, 1)
          const { bytes = () => bound, work = groups } = spec
          return { name, kernel: variant.shader, pipeline, bindGroup, grid, bytes, work }
        }),
      ),
    )
    return new Plan(this.#gpu, steps, this.#taps)
  }
}

/** What a parity run asks for: tap names; filled with a copy of each. */
export type TapRequest = Map<string, Float32Array>

/** An array of steps made once and replayed (contracts.md, "Engine plan"). */
export class Plan {
  readonly steps: readonly Step[]
  readonly #gpu: Gpu
  readonly #taps: ReadonlyMap<string, Tap>

  constructor(gpu: Gpu, steps: readonly Step[], taps: ReadonlyMap<string, Tap>) {
    this.#gpu = gpu
    this.steps = steps
    this.#taps = taps
  }

  get tapNames(): string[] {
    return [...this.#taps.keys()]
  }

  /** This plan with the steps of another behind it; taps stay this one's. */
  followedBy(other: Plan): Plan {
    return new Plan(this.#gpu, [...this.steps, ...other.steps], this.#taps)
  }

  /** Encodes steps [from, to) into one compute pass of `encoder`. */
  encode(
    encoder: GPUCommandEncoder,
    rows: number,
    past: number,
    from = 0,
    to = this.steps.length,
    descriptor?: GPUComputePassDescriptor,
  ): void {
    const pass = encoder.beginComputePass(descriptor)
    for (let i = from; i < to; i++) {
      const step = this.steps[i]!
      const [x, y, z] = step.grid(rows, past)
      if (x === 0 || y === 0 || z === 0) continue
      pass.setPipeline(step.pipeline)
      pass.setBindGroup(0, step.bindGroup)
      pass.dispatchWorkgroups(x, y, z)
    }
    pass.end()
  }

  /** One command buffer with all steps; `after` may add copies to it. */
  submit(rows: number, past: number, after?: (encoder: GPUCommandEncoder) => void): void {
    const encoder = this.#gpu.device.createCommandEncoder()
    this.encode(encoder, rows, past)
    after?.(encoder)
    this.#gpu.device.queue.submit([encoder.finish()])
  }

  /** Runs all steps and copies the named taps out. Slow; for parity. */
  async runTapped(rows: number, past: number, names: readonly string[]): Promise<TapRequest> {
    const device = this.#gpu.device
    const encoder = device.createCommandEncoder()
    const wanted = names.map((name) => {
      const tap = this.#taps.get(name)
      if (!tap) throw new Error(`There is no tap ${name}`)
      const size = tap.floats(rows) * 4
      const copy = device.createBuffer({ label: name, size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ })
      return { name, tap, size, copy }
    })
    wanted.sort((a, b) => a.tap.after - b.tap.after)
    let from = 0
    for (const { tap, size, copy } of wanted) {
      if (tap.after > from) this.encode(encoder, rows, past, from, tap.after)
      from = tap.after
      encoder.copyBufferToBuffer(tap.buffer, 0, copy, 0, size)
    }
    if (from < this.steps.length) this.encode(encoder, rows, past, from)
    device.queue.submit([encoder.finish()])
    const result: TapRequest = new Map()
    for (const { name, copy } of wanted) {
      await this.#gpu.guard(copy.mapAsync(GPUMapMode.READ))
      result.set(name, new Float32Array(copy.getMappedRange().slice(0)))
      copy.destroy()
    }
    return result
  }
}
