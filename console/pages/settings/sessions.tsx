import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useRead } from '../../api/read.ts'
import { useWrite } from '../../api/write.ts'
import { s } from '../../parts/settings-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { absolute, dayOnly } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './list.module.css'

/** Where the reader is signed in. */
export function Sessions() {
  const sessions = useRead('sessions.list', {})
  const revoke = useWrite('sessions.revoke')
  return (
    <Section title={m.settings.section.sessions()} lead={s.sessions.lead()} flush>
      {sessions.isError && <Trouble error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {revoke.problem && <Trouble error={revoke.problem} />}
      <ul className={css.list}>
        {sessions.data?.items.map((session) => {
          const Icon = /Mobile|Android|iPhone/.test(session.userAgent) ? IconDeviceMobile : IconDeviceDesktop
          return (
            <li key={session.id} className={css.row}>
              <Icon size={20} stroke={1.6} aria-hidden />
              <div className={css.main}>
                <span className={css.name}>
                  {browserOf(session.userAgent)}
                  {session.current && <span className={css.tag}>{s.sessions.current()}</span>}
                </span>
                <span className={css.quiet}>
                  {s.sessions.since({ at: absolute(session.startedAt), used: dayOnly(session.usedAt) })}
                </span>
              </div>
              {!session.current && (
                <Action
                  size="xs"
                  variant="default"
                  loading={revoke.pending}
                  onClick={() => void revoke.send({ id: session.id }).then((done) => done && toast(s.sessions.ended()))}
                >
                  {s.sessions.end()}
                </Action>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** "Firefox, Linux" from a user agent; the agent itself when neither is known. */
function browserOf(agent: string): string {
  const browser = browsers.find(([sign]) => agent.includes(sign))?.[1]
  const system = systems.find(([sign]) => agent.includes(sign))?.[1]
  return [browser, system].filter(Boolean).join(', ') || agent || m.common.unknown()
}
