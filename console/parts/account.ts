import { api } from '../api/call.ts'
import { client } from '../api/read.ts'
import { paths } from '../paths.ts'
import { toastTrouble } from '../ui/toast.ts'

/** Ends the session and shows the door. */
export async function signOut(): Promise<void> {
  try {
    await api('session.end', {})
    client.clear()
    location.assign(paths.signIn())
  } catch (error) {
    toastTrouble(error)
  }
}
