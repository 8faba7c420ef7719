import { loadMessages, type Messages } from '#messages/followups'
import type { Row } from '../api/contract.ts'
import { withTexts } from '../ui/area-texts.tsx'
import { absolute } from '../ui/time.ts'

/** The texts of asking how it went, in the reader's language. Only below `WithFollowUpWords`. */
export let w: Messages

/** Waits for the texts of asking how it went: they come with what first needs them, not with the console. */
export const WithFollowUpWords = withTexts(loadMessages, (texts) => {
  w = texts
})

export type FollowUp = Row<'followUps.list'>

/** How a follow-up stands, in a sentence. */
export function stateOf({ state, notAskedBecause, askAt, askedAt }: FollowUp): string {
  if (state === 'planned') return w.state.planned({ at: absolute(askAt) })
  if (state === 'asked') return w.state.asked({ at: absolute(askedAt ?? askAt) })
  if (state !== 'not_asked') return w.state[state]()
  const { askedRecently, askedAlready, ...because } = w.because
  const says = { ...because, asked_recently: askedRecently, asked_already: askedAlready }
  return says[notAskedBecause ?? 'withdrawn']()
}

/** Who gave an answer, and how. */
export const givenBy = ({ givenBy: by, member, at, channel }: FollowUp['answers'][number]): string =>
  [
    by === 'customer'
      ? w.by.customer({ at: absolute(at) })
      : w.by.member({ at: absolute(at), name: member?.name ?? '…' }),
    w.channel[channel](),
  ].join(' · ')
