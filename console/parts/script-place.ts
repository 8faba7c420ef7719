import type { Input } from '../api/contract.ts'

/** The matter that is written about; what is known of it is put in. */
export type ScriptPlace = Omit<Input<'scripts.preview'>, 'id' | 'language'>

/** The matter as far as it is known: a request or a conversation, and whom it is with. */
export function scriptPlace({ about, contactId }: { about: string | null; contactId: string | null }): ScriptPlace {
  const [module, id] = about?.split(':') ?? []
  return {
    ...(module === 'request' ? { requestId: id } : {}),
    ...(module === 'conversation' ? { conversationId: id } : {}),
    ...(contactId ? { contactId } : {}),
  }
}
