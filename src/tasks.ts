import type { Database } from '#platform/db'
import { createMailer } from '#platform/mail'
import type { Task } from '#platform/queue'
import { tasks as accountTasks } from './modules/accounts/tasks.ts'
import { reactions as conversations } from './modules/conversations/reactions.ts'
import { tasksWith as conversationTasks } from './modules/conversations/tasks.ts'

import { tasks as importTasks } from './modules/imports/tasks.ts'
import { tasks as sampleTasks } from './sample/tasks.ts'

/** Event type → the tasks that follow it. */
export const reactions: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(conversations))

/** Every task of the background workers. */
export function tasksWith({ database, smtpUrl }: { database: Database; smtpUrl: string | undefined }): readonly Task[] {
  const mailer = createMailer({ smtpUrl })
  return [...accountTasks({ mailer }), ...conversationTasks(mailer), ...importTasks, ...sampleTasks(database)]
}
