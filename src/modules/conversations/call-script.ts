import { loadMessages } from '#messages/telling'
import { findActiveMember } from '#modules/accounts'
import { organizationOf } from '#modules/directory'
import type { Context } from '#platform/operation'
import { type CallMatter, matterOfCall } from './call-matter.ts'
import type { CallRow } from './due-call-queries.ts'
import { noticeToRender } from './notice-mail.ts'
import { type NoticeToRender, renderSpoken } from './render-notice.ts'

/** What is said in a call, as things stand now: as the mail would say it, to whoever has the language and zone. */
async function scriptFor(
  ctx: Context,
  call: CallRow,
  { matter, says }: CallMatter,
  recipient: NoticeToRender['recipient'],
): Promise<string> {
  const [words, organization] = [await loadMessages(recipient.language), await organizationOf(ctx)]
  const hello = words.script.hello({
    organization: organization.name,
    name: matter.contact.nameToUse || matter.contact.name,
  })
  const why = call.why === 'asked' || call.why === 'unanswered' ? [words.script[call.why]()] : []
  return [hello, ...why, await renderSpoken(await noticeToRender(ctx, says, matter, recipient))].join('\n\n')
}

/** The script of a call that is to be made, and its sense in the language of whoever reads it, where that is another. */
export async function scriptOf(ctx: Context, call: CallRow): Promise<{ script: string; summary: string | null }> {
  const about = await matterOfCall(ctx, call)
  if (!about) return { script: call.script ?? '', summary: null }
  const { language, timeZone: zone } = about.matter.contact
  const reader = ctx.actor.memberId === null ? undefined : await findActiveMember(ctx, ctx.actor.memberId)
  const differs = reader !== undefined && reader.language !== language
  return {
    script: call.state === 'open' ? await scriptFor(ctx, call, about, { language, zone }) : (call.script ?? ''),
    // Times stay those of whoever is called.
    summary: differs ? await scriptFor(ctx, call, about, { language: reader.language, zone }) : null,
  }
}
