import { z } from 'zod'
import { resumeOnReply, waitsAbout } from '#modules/promises'
import { words } from '#platform/fields'
import { operation } from '#platform/operation'
import { nothingAsked } from './errors.ts'
import { openLink } from './open-link.ts'

export const replyByLink = operation({
  name: 'conversations.replyByLink',
  effect: 'writes',
  permission: 'conversations.track',
  summary: 'What a customer answers on the page of their link: the wait it answers ends, and moved dates follow',
  input: z.strictObject({
    viewId: z.uuid().meta({ description: 'The link to the page.' }),
    text: words(5000, 'It says BX 200.'),
  }),
  output: z.object({ waitId: z.uuid() }),
  async run(ctx, { viewId, text }) {
    const { view } = await openLink(ctx, { viewId, actionId: null })
    const waitId = await resumeOnReply(ctx, view.about, { by: 'customer', at: ctx.now, text, channel: 'link' })
    if (waitId === null) {
      // The same answer pressed twice is one answer.
      const last = (await waitsAbout(ctx, view.about)).at(-1)
      if (last?.endedBy === 'customer' && last.reply === text) return { waitId: last.id }
      throw nothingAsked()
    }
    ctx.record({
      type: 'conversation.replied',
      subject: `link:${viewId}`,
      about: view.about,
      data: { waitId, channel: 'link' },
    })
    return { waitId }
  },
})
