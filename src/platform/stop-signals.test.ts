import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { runScript } from '#test/script'

const stopping = (work: string) =>
  runScript(`
    import { stopOnSignals } from '#platform/stop-signals'
    let calls = 0
    stopOnSignals(async () => { calls += 1; ${work}; console.log(JSON.stringify(calls)) }, {
      onError: (error) => console.error(error.message),
    })
    console.log(JSON.stringify('ready'))
    setInterval(() => {}, 1000)
  `)

describe('stopping on signals', () => {
  it('stops once however often the same Ctrl-C arrives, and exits with 0', async () => {
    const script = stopping('await new Promise((resolve) => setTimeout(resolve, 300))')
    await script.next()
    for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) script.child.kill(signal)
    expect(await script.next()).toBe(1)
    expect(await script.ended()).toMatchObject({ code: 0 })
  })

  it('exits with 1 when stopping fails', async () => {
    const script = stopping(`throw new Error('still busy')`)
    await script.next()
    script.child.kill('SIGTERM')
    expect(await script.ended()).toMatchObject({ code: 1, errors: 'still busy\n' })
  })

  it('ends at once when asked again later', async () => {
    const script = stopping('await new Promise(() => {})')
    await script.next()
    script.child.kill('SIGINT')
    await sleep(1200)
    script.child.kill('SIGINT')
    expect(await script.ended()).toMatchObject({ code: 130 })
  })
})
