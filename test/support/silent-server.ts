import { connect, createServer, type Socket } from 'node:net'

/** A server that takes every connection and says nothing, until it begins to answer in another one's place. */
export async function startSilentServer() {
  const held = new Set<Socket>()
  let answering: number | null = null
  const server = createServer((socket) => {
    // Whoever gives up leaves its line broken.
    socket.on('error', () => {})
    if (answering === null) {
      held.add(socket)
      socket.on('close', () => held.delete(socket))
      return
    }
    const other = connect(answering, '127.0.0.1')
    other.on('error', () => socket.destroy())
    socket.on('close', () => other.destroy())
    other.on('close', () => socket.destroy())
    socket.pipe(other).pipe(socket)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    /** How many wait for an answer. */
    waiting: (): number => held.size,
    /** Hangs up on those who wait; from now on the server at a port of this machine answers. */
    answerFrom: (port: number): void => {
      answering = port
      for (const socket of held) socket.destroy()
    },
    close: (): void => {
      for (const socket of held) socket.destroy()
      server.close()
    },
  }
}
