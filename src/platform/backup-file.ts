import { createHash, type Hash } from 'node:crypto'

/**
 * The format of a backup, inside gzip: a line of JSON (the header), then per table a line `{"table","columns"}` and
 * length-prefixed blocks of COPY text (4 bytes big-endian; length 0 ends the table), then a line of JSON (the trailer:
 * rows per table) and 32 bytes: the SHA-256 of everything before them.
 */
export const FORMAT = 1

export type BackupHeader = {
  kept: 'backup'
  format: number
  version: string
  createdAt: string
  secretFingerprint: string
  /** Migrations the data was made with, in order. */
  migrations: string[]
}

export type TableHeader = { table: string; columns: string[] }
export type Trailer = { rows: Record<string, number> }

/** Blocks as they are written, hashed on the way. */
export class BackupWriter {
  readonly #hash: Hash = createHash('sha256')

  line(value: unknown): Buffer {
    return this.#hashed(Buffer.from(`${JSON.stringify(value)}\n`))
  }

  block(data: Buffer): Buffer {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return this.#hashed(Buffer.concat([length, data]))
  }

  /** The last bytes: not hashed themselves. */
  seal(): Buffer {
    return this.#hash.digest()
  }

  #hashed(bytes: Buffer): Buffer {
    this.#hash.update(bytes)
    return bytes
  }
}

export class BackupBroken extends Error {
  override name = 'BackupBroken'
  constructor(what: string) {
    super(`The backup is not whole: ${what}. Nothing was changed. Use another copy of it.`)
  }
}

/** Reads the format from a stream of bytes, piece by piece. */
export class BackupReader {
  readonly #source: AsyncIterator<Buffer>
  readonly #hash: Hash = createHash('sha256')
  #held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async line<T>(): Promise<T> {
    let end = this.#held.indexOf(10)
    while (end < 0) {
      if (this.#held.length > 1_000_000 || !(await this.#more()))
        throw new BackupBroken('it ends in the middle of a line')
      end = this.#held.indexOf(10)
    }
    const bytes = this.#take(end + 1)
    this.#hash.update(bytes)
    try {
      return JSON.parse(bytes.toString('utf8')) as T
    } catch {
      throw new BackupBroken('a line of it is not JSON')
    }
  }

  /** The blocks of a table. */
  async *blocks(): AsyncGenerator<Buffer> {
    for (;;) {
      const head = await this.#exactly(4)
      const length = head.readUInt32BE()
      if (length > 64 * 1024 * 1024) throw new BackupBroken('a block of it is too large')
      this.#hash.update(head)
      if (length === 0) return
      const block = await this.#exactly(length)
      this.#hash.update(block)
      yield block
    }
  }

  /** The end: the hash must be right, and nothing may follow. */
  async end(): Promise<void> {
    const digest = this.#hash.digest()
    if (!(await this.#exactly(32)).equals(digest)) throw new BackupBroken('its checksum differs')
    if (this.#held.length > 0 || (await this.#more())) throw new BackupBroken('something follows its end')
  }

  async #exactly(length: number): Promise<Buffer> {
    while (this.#held.length < length) if (!(await this.#more())) throw new BackupBroken('it is cut short')
    return this.#take(length)
  }

  #take(length: number): Buffer {
    const taken = this.#held.subarray(0, length)
    this.#held = this.#held.subarray(length)
    return taken
  }

  async #more(): Promise<boolean> {
    let next: IteratorResult<Buffer>
    try {
      next = await this.#source.next()
    } catch (error) {
      throw new BackupBroken((error as Error).message)
    }
    if (next.done) return false
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value])
    return true
  }
}
