import { chatwootExports } from './chatwoot-exports.ts'
import { freshdeskExports } from './freshdesk-exports.ts'
import type { HelpDeskExport } from './help-desk-export.ts'
import { zammadExports } from './zammad-exports.ts'
import { zendeskExports } from './zendesk-exports.ts'

/** Where two know a file equally well, the first one has it. */
export const helpDeskExports: readonly HelpDeskExport[] = [
  ...zendeskExports,
  ...freshdeskExports,
  ...chatwootExports,
  ...zammadExports,
]
