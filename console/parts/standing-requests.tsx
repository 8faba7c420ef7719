import { IconHandStop, IconUser } from '@tabler/icons-react'
import type { Output } from '../api/contract.ts'
import { WithRecordWords, w } from './record-words.tsx'
import css from './standing-requests.module.css'

type Contact = Output<'customers.get'>['contacts'][number]

interface Props {
  readonly contacts: readonly Pick<Contact, 'name' | 'nameToUse' | 'standingRequests'>[]
}

/** What people always ask for and how they want to be addressed, where somebody writes to them or works for them. */
export function StandingRequests({ contacts }: Props) {
  const said = contacts.filter(({ nameToUse, standingRequests }) => nameToUse !== '' || standingRequests !== '')
  if (said.length === 0) return null
  return (
    <WithRecordWords>
      <Lines contacts={said} several={contacts.length > 1} />
    </WithRecordWords>
  )
}

function Lines({ contacts, several }: Props & { several: boolean }) {
  return (
    <ul className={css.lines} aria-label={w.standing.label()}>
      {contacts.map(({ name, nameToUse, standingRequests }) => (
        <li key={`${name} ${standingRequests}`}>
          {nameToUse !== '' && (
            <span className={css.line}>
              <IconUser size={14} stroke={1.8} aria-hidden />
              <span className="own-words">{w.name.used({ name: nameToUse })}</span>
            </span>
          )}
          {standingRequests !== '' && (
            <span className={css.line}>
              <IconHandStop size={14} stroke={1.8} aria-hidden />
              <span className={`${css.wish} own-words`}>
                {several && <span className={css.of}>{w.standing.of({ name })} </span>}
                {standingRequests}
              </span>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
