import type { NotificationData } from '@mantine/notifications'
import { explain } from '../api/problem.ts'
import { m } from './text.ts'

const listeners = new Set<() => void>()
let asked = false

/** Whether anything was said yet: what draws it is fetched then, not before. */
export const toasts = {
  asked: () => asked,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

async function show(what: NotificationData): Promise<void> {
  asked = true
  for (const listener of listeners) listener()
  const { notifications } = await import('@mantine/notifications')
  notifications.show({ closeButtonProps: { 'aria-label': m.common.close() }, ...what })
}

/** Says briefly that something was done. */
export const toast = (message: string): void => {
  void show({ message, autoClose: 4000, color: 'teal', withBorder: true })
}

/** Says that something was not done; stays until it is closed. */
export const toastTrouble = (error: unknown): void => {
  void show({ message: explain(error), autoClose: false, color: 'pink.9', withBorder: true, role: 'alert' })
}
