const WIDTH = 30

/** A bar on standard error: redrawn on a terminal, a line every tenth elsewhere. */
export function showProgress(what: string): (done: number, total: number) => void {
  const terminal = process.stderr.isTTY === true
  let shown = -1
  return (done, total) => {
    const share = total === 0 ? 1 : Math.min(1, done / total)
    const step = Math.floor(share * (terminal ? 100 : 10))
    if (step === shown) return
    shown = step
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░')
    const line = `${what} ${bar} ${Math.floor(share * 100)} %`
    process.stderr.write(terminal ? `\r${line}${share === 1 ? '\n' : ''}` : `${line}\n`)
  }
}
