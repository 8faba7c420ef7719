import { notifications } from '@mantine/notifications'
import { explain } from '../api/problem.ts'

/** Says briefly that something was done. */
export const toast = (message: string): void => {
  notifications.show({ message, autoClose: 4000, color: 'teal', withBorder: true })
}

/** Says that something was not done; stays until it is closed. */
export const toastTrouble = (error: unknown): void => {
  notifications.show({ message: explain(error), autoClose: false, color: 'pink.9', withBorder: true, role: 'alert' })
}
