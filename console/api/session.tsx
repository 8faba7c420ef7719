import { createContext, use } from 'react'
import type { Output } from './contract.ts'

export type Session = Output<'session.get'>

export const SessionContext = createContext<Session | null>(null)

/** Who is signed in, to which organization, and what they may do. Only below the shell, which waits for it. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession is used outside the shell')
  return session
}

/** Whether the signed-in member may do an operation. */
export const useMay = (): ((permission: string) => boolean) => {
  const { permissions } = useSession()
  return (permission) => permissions.includes(permission)
}
