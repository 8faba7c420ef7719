import { randomInt } from 'node:crypto'

/**
 * Which ids came before in a file, in 8 bytes an id: remembers two 32-bit hashes under a random seed, so that a false
 * "seen" has odds of one in 2^64 a pair. Stops remembering at `most` ids, so that memory has a limit.
 */
export class SeenIds {
  readonly #seed = [randomInt(2 ** 32), randomInt(2 ** 32)] as const
  readonly #most: number
  #slots = new Uint32Array(2 * 4096)
  #size = 0

  constructor(most = 4_000_000) {
    this.#most = most
  }

  /** Ids beyond the limit came: an answer of `false` may be wrong from then on. */
  get full(): boolean {
    return this.#size >= this.#most
  }

  /** Whether this id came before. */
  has(id: string): boolean {
    const at = this.#find(this.#slots, ...this.#hash(id))
    return this.#slots[at] !== 0 || this.#slots[at + 1] !== 0
  }

  /** Whether this id came before; remembers it. */
  add(id: string): boolean {
    const [high, low] = this.#hash(id)
    const at = this.#find(this.#slots, high, low)
    if (this.#slots[at] !== 0 || this.#slots[at + 1] !== 0) return true
    if (this.full) return false
    this.#slots[at] = high
    this.#slots[at + 1] = low
    this.#size++
    if (this.#size * 4 > this.#slots.length) this.#grow()
    return false
  }

  #hash(id: string): [number, number] {
    let [a, b] = this.#seed as readonly [number, number]
    for (let i = 0; i < id.length; i++) {
      const code = id.charCodeAt(i)
      a = Math.imul(a ^ code, 0x9e3779b1)
      a ^= a >>> 15
      b = Math.imul(b ^ code, 0x85ebca77)
      b ^= b >>> 13
    }
    a = Math.imul(a ^ (b >>> 16), 0xc2b2ae3d)
    b = Math.imul(b ^ (a >>> 15), 0x27d4eb2f)
    // Two zeros mark a free slot.
    return [(a ^ (a >>> 13)) >>> 0, (b ^ (b >>> 16)) >>> 0 || 1]
  }

  #find(slots: Uint32Array, high: number, low: number): number {
    const mask = slots.length / 2 - 1
    let slot = low & mask
    while (
      (slots[slot * 2] !== 0 || slots[slot * 2 + 1] !== 0) &&
      (slots[slot * 2] !== high || slots[slot * 2 + 1] !== low)
    )
      slot = (slot + 1) & mask
    return slot * 2
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Uint32Array(old.length * 2)
    for (let i = 0; i < old.length; i += 2) {
      const [high = 0, low = 0] = [old[i], old[i + 1]]
      if (high === 0 && low === 0) continue
      const at = this.#find(this.#slots, high, low)
      this.#slots[at] = high
      this.#slots[at + 1] = low
    }
  }
}
