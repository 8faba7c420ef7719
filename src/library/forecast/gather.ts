import { knownOf, type LoggedRequest, textOf } from './news.ts'
import type { Change } from './progress.ts'
import type { Known } from './segments.ts'

/** A log in columns: what a fit needs of it, without the rows. Wall-clock milliseconds. */
export class Gathered {
  readonly features: readonly string[]
  count = 0
  opened: Float64Array = new Float64Array(1024)
  /** NaN: had not ended by now. */
  closed: Float64Array = new Float64Array(1024)
  group: Int32Array = new Int32Array(1024)
  /** What requests of a group are alike in. */
  readonly groups: Known[] = []
  /** Changes in columns: of which row, what, when. */
  readonly changed: { row: number; change: Change; wall: number }[] = []
  /** Rows whose end is that the log lost sight of them. */
  readonly lost = new Set<number>()
  /** Of those that had not ended by the last midnight. */
  readonly #ids = new Map<number, string>()
  readonly #midnight: number
  /** Values seen of the next feature, by what is known of those before it; at the end the group. */
  readonly #tree: Map<string, number>[] = [new Map()]
  readonly #rows = new RowsById()

  constructor(features: readonly string[], midnight: number) {
    this.features = features
    this.#midnight = midnight
  }

  /** The id of a row that had not ended by the last midnight. */
  idOf(row: number): string {
    return this.#ids.get(row) ?? ''
  }

  tell(change: Change, wall: number): void {
    this.changed.push({ row: this.count - 1, change, wall })
  }

  /** Of an id that comes twice, the last holds. */
  add(request: LoggedRequest, opened: number, closed: number, lost: boolean): void {
    const row = this.count++
    if (row === this.opened.length) this.#grow()
    const group = this.#groupOf(request)
    this.opened[row] = opened
    this.closed[row] = closed
    this.group[row] = group
    if (lost) this.lost.add(row)
    if (!(closed < this.#midnight)) this.#ids.set(row, request.id)
    const before = this.#rows.set(request.id, row)
    if (before < 0) return
    this.opened[before] = Number.NaN
    this.#ids.delete(before)
  }

  #groupOf(request: LoggedRequest): number {
    let at = 0
    const last = this.features.length - 1
    if (last < 0) {
      if (this.groups.length === 0) this.groups.push({})
      return 0
    }
    for (let i = 0; i <= last; i++) {
      const value = textOf(request[this.features[i] as string])
      const next = (this.#tree[at] as Map<string, number>).get(value)
      if (next !== undefined) {
        at = next
        continue
      }
      const made = i === last ? this.groups.push(knownOf(request, this.features)) - 1 : this.#tree.push(new Map()) - 1
      ;(this.#tree[at] as Map<string, number>).set(value, made)
      at = made
    }
    return at
  }

  #grow(): void {
    const length = this.opened.length * 2
    const wider = (old: Float64Array): Float64Array => {
      const table = new Float64Array(length)
      table.set(old)
      return table
    }
    this.opened = wider(this.opened)
    this.closed = wider(this.closed)
    const group = new Int32Array(length)
    group.set(this.group)
    this.group = group
  }
}

/** Which row an id was last seen in, by a hash of 53 bits: millions of ids in a few bytes each. */
class RowsById {
  #hashes = new Float64Array(4096)
  #rows = new Int32Array(4096)
  #used = 0

  /** Returns the row it was in before; −1 for none. */
  set(id: string, row: number): number {
    if (this.#used * 2 > this.#hashes.length) this.#grow()
    const hash = hashOf(id)
    const at = this.#slotOf(hash)
    const before = this.#hashes[at] === 0 ? -1 : (this.#rows[at] as number)
    if (before < 0) this.#used++
    this.#hashes[at] = hash
    this.#rows[at] = row
    return before
  }

  #slotOf(hash: number): number {
    const mask = this.#hashes.length - 1
    let at = hash % this.#hashes.length
    while (this.#hashes[at] !== 0 && this.#hashes[at] !== hash) at = (at + 1) & mask
    return at
  }

  #grow(): void {
    const [hashes, rows] = [this.#hashes, this.#rows]
    this.#hashes = new Float64Array(hashes.length * 2)
    this.#rows = new Int32Array(hashes.length * 2)
    hashes.forEach((hash, i) => {
      if (hash === 0) return
      const at = this.#slotOf(hash)
      this.#hashes[at] = hash
      this.#rows[at] = rows[i] as number
    })
  }
}

/** Never 0. Two FNV-like hashes with different multipliers. */
function hashOf(text: string): number {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x85ebca6b) + 0x27d4eb2f
  }
  a ^= a >>> 15
  b ^= b >>> 13
  return (b & 0x1fffff) * 4_294_967_296 + (a >>> 0) + 1
}
