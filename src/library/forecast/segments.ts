/** What is known of a request when it comes in, by name. Absent, null and empty are "not known". */
export type Known = Readonly<Record<string, string | number | boolean | null | undefined>>

interface Node {
  readonly index: number
  /** -1 for all requests. */
  readonly parent: number
  readonly depth: number
  readonly value: string
  readonly children: Map<string, number>
  readonly path: readonly number[]
}

/**
 * The tree of groups of requests: all, then by the first feature, by the first two, and so on. A finest segment is one in
 * all features.
 */
export class Segments {
  readonly features: readonly string[]
  readonly nodes: Node[] = []

  constructor(features: readonly string[]) {
    this.features = features
    this.#add(-1, '')
  }

  /** The finest segment of a request, made when it is new. */
  leafOf(known: Known): number {
    let at = 0
    for (const feature of this.features) {
      const value = textOf(known[feature])
      at = this.nodes[at]?.children.get(value) ?? this.#add(at, value)
    }
    return at
  }

  /** The finest segment of a request that there is, for a question: of values never seen, the group above. */
  find(known: Known): number {
    let at = 0
    for (const feature of this.features) {
      const child = this.nodes[at]?.children.get(textOf(known[feature]))
      if (child === undefined) return at
      at = child
    }
    return at
  }

  /** From all requests down to this segment. */
  pathOf(index: number): readonly number[] {
    return (this.nodes[index] as Node).path
  }

  /** The group by the first feature that a segment lies in; all requests when there are no features. */
  categoryOf(index: number): number {
    let at = this.nodes[index] as Node
    while (at.depth > 1) at = this.nodes[at.parent] as Node
    return at.index
  }

  /** `category+channel`; `all` for all requests. */
  levelOf(index: number): string {
    const { depth } = this.nodes[index] as Node
    return depth === 0 ? 'all' : this.features.slice(0, depth).join('+')
  }

  /** In all features; without features that is all requests. */
  isFinest(index: number): boolean {
    return (this.nodes[index] as Node).depth === this.features.length
  }

  parentOf(index: number): number {
    return (this.nodes[index] as Node).parent
  }

  toJSON(): { features: readonly string[]; nodes: (number | string)[] } {
    return { features: this.features, nodes: this.nodes.slice(1).flatMap(({ parent, value }) => [parent, value]) }
  }

  static fromJSON(stored: ReturnType<Segments['toJSON']>): Segments {
    const segments = new Segments(stored.features)
    for (let i = 0; i < stored.nodes.length; i += 2)
      segments.#add(stored.nodes[i] as number, stored.nodes[i + 1] as string)
    return segments
  }

  #add(parent: number, value: string): number {
    const index = this.nodes.length
    const above = this.nodes[parent]
    const depth = above ? above.depth + 1 : 0
    above?.children.set(value, index)
    this.nodes.push({ index, parent, depth, value, children: new Map(), path: [...(above?.path ?? []), index] })
    return index
  }
}

const textOf = (value: Known[string]): string => (value === null || value === undefined ? '' : String(value))
