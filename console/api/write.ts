import { useRef, useState } from 'react'
import { m } from '../ui/text.ts'
import { api } from './call.ts'
import type { Input, Output, WriteName } from './contract.ts'
import { Problem } from './problem.ts'
import { client } from './read.ts'

export interface Write<N extends WriteName> {
  readonly pending: boolean
  readonly problem: Problem | null
  /** Resolves with the output, or with null when it was refused (then `problem` says why). */
  send(input: Input<N>, version?: number): Promise<Output<N> | null>
  /** Shows the problem of something that had to come first. */
  fail(error: unknown): void
}

/**
 * One write of the API from one place on the screen. Sending the same input again after a failure uses the same
 * idempotency key, so that a lost answer never does the work twice.
 */
export function useWrite<N extends WriteName>(name: N): Write<N> {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const attempt = useRef<{ input: string; key: string } | null>(null)

  async function send(input: Input<N>, version?: number): Promise<Output<N> | null> {
    const text = JSON.stringify([input, version])
    if (attempt.current?.input !== text) attempt.current = { input: text, key: crypto.randomUUID() }
    setPending(true)
    setProblem(null)
    try {
      const options = { idempotencyKey: attempt.current.key, ...(version === undefined ? {} : { version }) }
      const output = await api(name, input, options)
      attempt.current = null
      await client.invalidateQueries({ refetchType: 'active' })
      return output
    } catch (error) {
      if (!(error instanceof Problem) || !error.mayRetry) attempt.current = null
      fail(error)
      return null
    } finally {
      setPending(false)
    }
  }

  const fail = (error: unknown) => {
    if (!(error instanceof Problem)) reportError(error)
    setProblem(error instanceof Problem ? error : new Problem(500, 'console/fault', m.problem.broken()))
  }

  return { pending, problem, send, fail }
}
