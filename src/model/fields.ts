import { BadManifestError } from '../errors.ts'

/** Reads fields of an untrusted JSON object; every failure is a BadManifestError that names the field. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>
  readonly #name: string

  constructor(value: unknown, name: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new BadManifestError(`${name} is not an object`)
    }
    this.#values = value as Record<string, unknown>
    this.#name = name
  }

  has(key: string): boolean {
    return this.get(key) !== undefined
  }

  /** The raw value; null counts as absent. */
  get(key: string): unknown {
    return Object.hasOwn(this.#values, key) ? (this.#values[key] ?? undefined) : undefined
  }

  object(key: string): Fields {
    return new Fields(this.get(key) ?? this.fail(key, 'is missing'), this.path(key))
  }

  number(key: string, fallback?: number): number {
    const value = this.get(key) ?? fallback ?? this.fail(key, 'is missing')
    return typeof value === 'number' && Number.isFinite(value) ? value : this.fail(key, 'is not a number')
  }

  /** A number above zero. */
  positive(key: string, fallback?: number): number {
    const value = this.number(key, fallback)
    return value > 0 ? value : this.fail(key, `is ${value}, not above zero`)
  }

  /** An integer of at least `least`. */
  integer(key: string, least = 1, fallback?: number): number {
    const value = this.number(key, fallback)
    return Number.isSafeInteger(value) && value >= least
      ? value
      : this.fail(key, `is ${value}, not an integer of at least ${least}`)
  }

  numbers(key: string, length?: number): number[] {
    const value = this.get(key) ?? this.fail(key, 'is missing')
    if (!Array.isArray(value) || !value.every((x): x is number => typeof x === 'number' && Number.isFinite(x))) {
      return this.fail(key, 'is not a list of numbers')
    }
    return length === undefined || value.length === length ? value : this.fail(key, `does not have ${length} entries`)
  }

  /** Integers of at least 0. */
  integers(key: string, length?: number): number[] {
    const value = this.numbers(key, length)
    return value.every((x) => Number.isSafeInteger(x) && x >= 0) ? value : this.fail(key, 'does not hold whole numbers')
  }

  boolean(key: string, fallback: boolean): boolean {
    const value = this.get(key) ?? fallback
    return typeof value === 'boolean' ? value : this.fail(key, 'is neither true nor false')
  }

  /** Fails unless the field is absent or one of the values that this engine supports. */
  expect(key: string, ...supported: readonly (string | number | boolean)[]): void {
    const value = this.get(key)
    if (value !== undefined && !supported.some((x) => x === value)) {
      this.fail(
        key,
        `is ${JSON.stringify(value)}; supported is ${supported.map((x) => JSON.stringify(x)).join(' or ')}`,
      )
    }
  }

  fail(key: string, what: string): never {
    throw new BadManifestError(`${this.path(key)} ${what}`)
  }

  path(key: string): string {
    return `${this.#name}.${key}`
  }
}
