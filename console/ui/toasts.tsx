import { lazy, Suspense, useSyncExternalStore } from 'react'
import { toasts } from './toast.ts'

const Notifications = lazy(() => import('@mantine/notifications').then((file) => ({ default: file.Notifications })))

/** Where short notices appear; fetched with the first of them. */
export function Toasts() {
  const asked = useSyncExternalStore(toasts.subscribe, toasts.asked)
  return <Suspense>{asked && <Notifications position="bottom-right" limit={3} />}</Suspense>
}
