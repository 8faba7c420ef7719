const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Calls `stop` once when the process is asked to end (Ctrl-C, `kill`, a closed terminal), and exits when it is done:
 * 0 after a clean stop, 1 when `stop` throws. A terminal and the bootstrap both hand the same Ctrl-C on, so whatever
 * comes within a second of the first is the same wish; a later one ends the process at once.
 * Returns how to ask for the stop from inside.
 */
export function stopOnSignals(
  stop: () => Promise<void>,
  options: { readonly onError?: (error: unknown) => void; readonly exit?: (code: number) => void } = {},
): () => void {
  const exit = options.exit ?? ((code: number) => process.exit(code))
  let asked: number | undefined
  const ask = (): void => {
    if (asked !== undefined) {
      if (performance.now() - asked > 1000) exit(130)
      return
    }
    asked = performance.now()
    stop().then(
      () => exit(0),
      (error: unknown) => {
        options.onError?.(error)
        exit(1)
      },
    )
  }
  for (const signal of SIGNALS) process.on(signal, ask)
  return ask
}
