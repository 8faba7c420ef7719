import { loadMessages } from '#messages/telling'
import { findActiveMember } from '#modules/accounts'
import { organizationOf } from '#modules/directory'
import { findNotice } from '#modules/promises'
import type { Context } from '#platform/operation'
import type { CallRow } from './due-call-queries.ts'
import { noticeToRender } from './notice-mail.ts'
import { matterOf, type Notice, type NoticeMatter } from './notice-matter.ts'
import { type NoticeToRender, renderSpoken } from './render-notice.ts'

/** What is said in a call, as things stand now: as the mail would say it, to whoever has the language and zone. */
async function scriptFor(
  ctx: Context,
  notice: Notice,
  matter: NoticeMatter,
  recipient: NoticeToRender['recipient'],
): Promise<string> {
  const [words, organization] = [await loadMessages(recipient.language), await organizationOf(ctx)]
  const hello = words.script.hello({
    organization: organization.name,
    name: matter.contact.nameToUse || matter.contact.name,
  })
  return `${hello}\n\n${await renderSpoken(await noticeToRender(ctx, notice, matter, recipient))}`
}

/** The script of a call that is to be made, and its sense in the language of whoever reads it, where that is another. */
export async function scriptOf(ctx: Context, call: CallRow): Promise<{ script: string; summary: string | null }> {
  const notice = await findNotice(ctx.db, ctx.orgId, call.notice_id)
  const matter = notice && (await matterOf(ctx, notice, { about: call.about, promiseId: call.promise_id }))
  if (!notice || !matter) return { script: call.script ?? '', summary: null }
  const { language, timeZone: zone } = matter.contact
  const reader = ctx.actor.memberId === null ? undefined : await findActiveMember(ctx, ctx.actor.memberId)
  const differs = reader !== undefined && reader.language !== language
  return {
    script: call.state === 'open' ? await scriptFor(ctx, notice, matter, { language, zone }) : (call.script ?? ''),
    // Times stay those of whoever is called.
    summary: differs ? await scriptFor(ctx, notice, matter, { language: reader.language, zone }) : null,
  }
}
