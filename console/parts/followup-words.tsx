import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/followups'
import type { Row } from '../api/contract.ts'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'

/** The texts of asking how it went, in the reader's language. Only below `WithFollowUpWords`. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts of asking how it went: they come with what first needs them, not with the console. */
export const WithFollowUpWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}

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
