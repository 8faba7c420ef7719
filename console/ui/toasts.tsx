import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { toasts } from './toast.ts'

const Notifications = lazy(() => import('@mantine/notifications').then((file) => ({ default: file.Notifications })))

/** Where short notices appear: never upon the buttons of a sheet, which lie at its lower end. Fetched with the first of them. */
export function Toasts() {
  const asked = useSyncExternalStore(toasts.subscribe, toasts.asked)
  const narrow = useMediaQuery('(width < 720px)')
  return <Suspense>{asked && <Notifications position={narrow ? 'top-center' : 'bottom-center'} limit={3} />}</Suspense>
}
