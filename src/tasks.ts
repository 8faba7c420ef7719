import { news } from '#modules/notifications'
import type { Reaction } from '#platform/context'
import type { Database } from '#platform/db'
import { createMailer, type Mailer } from '#platform/mail'
import type { Task } from '#platform/queue'
import type { Storage } from '#platform/storage'
import { tasks as accountTasks } from './modules/accounts/tasks.ts'
import { tasksWith as calendarTasks } from './modules/calendars/tasks.ts'
import { reactions as conversations } from './modules/conversations/reactions.ts'
import { tasksWith as conversationTasks } from './modules/conversations/tasks.ts'
import { tasks as deskTasks } from './modules/desk/tasks.ts'
import { reactions as followups } from './modules/followups/reactions.ts'
import { tasks as followUpTasks } from './modules/followups/tasks.ts'
import { tasks as forecastTasks } from './modules/forecast/tasks.ts'
import { tasks as importTasks } from './modules/imports/tasks.ts'
import { tasks as listTasks } from './modules/lists/tasks.ts'
import { tasksWith as mailboxTasks } from './modules/mailboxes/tasks.ts'
import { reactions as notifications } from './modules/notifications/reactions.ts'
import { tasksWith as notificationTasks } from './modules/notifications/tasks.ts'
import { reactions as promises } from './modules/promises/reactions.ts'
import { tasksWith as promiseTasks } from './modules/promises/tasks.ts'
import { reactions as recovery } from './modules/recovery/reactions.ts'
import { tasks as recoveryTasks } from './modules/recovery/tasks.ts'
import { reactions as requests } from './modules/requests/reactions.ts'
import { tasks as requestTasks } from './modules/requests/tasks.ts'
import { tasksWith as webhookTasks } from './modules/webhooks/tasks.ts'
import { tasks as sampleTasks } from './sample/tasks.ts'

/** Event type → the tasks that follow it. */
export const reactions: ReadonlyMap<string, readonly Reaction[]> = together([
  conversations,
  promises,
  requests,
  recovery,
  followups,
  notifications,
])

/** Several modules may react to one event. */
function together(
  tables: readonly Readonly<Record<string, readonly Reaction[]>>[],
): ReadonlyMap<string, readonly Reaction[]> {
  const all = new Map<string, readonly Reaction[]>()
  for (const table of tables)
    for (const [type, tasks] of Object.entries(table)) all.set(type, [...(all.get(type) ?? []), ...tasks])
  return all
}

/** Every task of the background workers. Whoever gives a mailer needs no SMTP server. */
export function tasksWith({
  database,
  smtpUrl,
  mailer = createMailer({ smtpUrl }),
  allowPrivateAddresses = false,
  storage,
}: {
  database: Database
  smtpUrl: string | undefined
  mailer?: Mailer
  allowPrivateAddresses?: boolean
  storage: Storage
}): readonly Task[] {
  return [
    ...accountTasks({ mailer }),
    ...calendarTasks({ allowPrivateAddresses }),
    ...conversationTasks(mailer, storage),
    ...deskTasks,
    ...followUpTasks,
    ...forecastTasks,
    ...importTasks,
    ...listTasks,
    ...mailboxTasks(storage),
    ...notificationTasks(mailer, { allowPrivateAddresses }),
    ...promiseTasks(mailer, news),
    ...recoveryTasks,
    ...requestTasks,
    ...webhookTasks({ allowPrivateAddresses }),
    ...sampleTasks(database, storage),
  ]
}
