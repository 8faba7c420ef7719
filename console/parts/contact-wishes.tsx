import type { Output } from '../api/contract.ts'
import css from './contact-wishes.module.css'
import { WithRecordWords, w } from './record-words.tsx'
import { StandingRequests } from './standing-requests.tsx'

type Contact = Output<'customers.get'>['contacts'][number]

/** How a person wants to be dealt with, and to what they consent: what is said, nothing else. */
export const ContactWishes = ({ contact }: { contact: Contact }) => (
  <WithRecordWords>
    <StandingRequests contacts={[contact]} />
    <Wishes contact={contact} />
  </WithRecordWords>
)

function Wishes({ contact: { preferredChannel, quietHours, consents } }: { contact: Contact }) {
  const said = [
    preferredChannel === 'email' && w.channel.prefersEmail(),
    preferredChannel === 'phone' && w.channel.prefersPhone(),
    quietHours === 'none' && w.quiet.any(),
    quietHours !== null && quietHours !== 'none' && w.quiet.shown(quietHours),
    consents.news !== 'none' && `${w.consent.news()}: ${w.consent.state[consents.news]()}`,
    consents.feedback !== 'none' && `${w.consent.feedback()}: ${w.consent.state[consents.feedback]()}`,
  ].filter((each) => each !== false)
  if (said.length === 0) return null
  return (
    <ul className={css.wishes}>
      {said.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  )
}
