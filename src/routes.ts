import type { ApiOf } from '#platform/routes'
import { followUps } from './follow-ups.ts'
import { routes as accounts, organizationRoutes } from './modules/accounts/routes.ts'
import { routes as authority } from './modules/authority/routes.ts'
import { routes as calendars } from './modules/calendars/routes.ts'
import { routes as conversations } from './modules/conversations/routes.ts'
import { routes as customers } from './modules/customers/routes.ts'
import { routes as desk } from './modules/desk/routes.ts'
import { routes as directory } from './modules/directory/routes.ts'
import { routes as followups } from './modules/followups/routes.ts'
import { routes as forecast } from './modules/forecast/routes.ts'
import { routes as imports } from './modules/imports/routes.ts'
import { routes as lists } from './modules/lists/routes.ts'
import { routes as mailboxes } from './modules/mailboxes/routes.ts'
import { routes as notifications } from './modules/notifications/routes.ts'
import { routes as playbooks } from './modules/playbooks/routes.ts'
import { routes as promises } from './modules/promises/routes.ts'
import { routes as questions } from './modules/questions/routes.ts'
import { routes as recovery } from './modules/recovery/routes.ts'
import { routes as requests } from './modules/requests/routes.ts'
import { routes as risks } from './modules/risks/routes.ts'
import { routes as services } from './modules/services/routes.ts'
import { routes as webhooks } from './modules/webhooks/routes.ts'
import { routes as sample } from './sample/routes.ts'

/** Every resource of the API. */
export const routes = [
  ...directory,
  ...organizationRoutes(followUps),
  ...accounts,
  ...calendars,
  ...customers,
  ...services,
  ...playbooks,
  ...forecast,
  ...risks,
  ...promises,
  ...authority,
  ...conversations,
  ...mailboxes,
  ...requests,
  ...recovery,
  ...followups,
  ...questions,
  ...imports,
  ...lists,
  ...notifications,
  ...webhooks,
  ...desk,
  ...sample,
] as const

export type Api = ApiOf<typeof routes>
