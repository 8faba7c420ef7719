import { Checkbox, NativeSelect } from '@mantine/core'
import type { Input } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useWrite } from '../../api/write.ts'
import { t, WithNotificationWords } from '../../parts/notification-words.tsx'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { Devices } from './devices.tsx'
import css from './notifications.module.css'

/** Fetched with the section. */
export const texts = [WithNotificationWords]

type Preference = Input<'notifications.updatePreferences'>['items'][number]
type Kind = Preference['kind']

const names: Readonly<Record<Kind, keyof typeof t.prefs.kinds>> = {
  asked: 'asked',
  step: 'step',
  replied: 'replied',
  unanswered: 'unanswered',
  mentioned: 'mentioned',
  not_told: 'notTold',
  answered: 'answered',
  approval: 'approval',
  promise_handed_over: 'promiseHandedOver',
  request_handed_over: 'requestHandedOver',
  at_risk: 'atRisk',
  last_moment: 'lastMoment',
  import_ended: 'importEnded',
  webhook_off: 'webhookOff',
}
const mails = ['at_once', 'digest', 'off'] as const

/** How the reader is told of what concerns them, and on which devices. */
export const NotificationSettings = () => (
  <WithNotificationWords>
    <Preferences />
    <Devices />
  </WithNotificationWords>
)

function Preferences() {
  const read = useRead('notifications.getPreferences', {})
  const write = useWrite('notifications.updatePreferences')
  const mailWords = { at_once: t.prefs.atOnce(), digest: t.prefs.digest(), off: t.prefs.off() }
  const change = (item: Preference) => void write.send({ items: [item] })
  return (
    <Section title={m.settings.section.notifications()} lead={t.prefs.lead()}>
      {read.isError && <Trouble error={read.error} onRetry={() => void read.refetch()} />}
      {write.problem && <Trouble error={write.problem} />}
      <ul className={css.kinds} aria-busy={write.pending}>
        {(read.data?.items ?? []).map((item) => {
          const name = t.prefs.kinds[names[item.kind]]()
          return (
            <li key={item.kind} className={css.kind}>
              <span className={css.name}>{name}</span>
              <NativeSelect
                aria-label={`${name}: ${t.prefs.mail()}`}
                value={item.mail}
                data={mails.map((value) => ({ value, label: mailWords[value] }))}
                onChange={(event) => change({ ...item, mail: event.currentTarget.value as Preference['mail'] })}
              />
              <Checkbox
                label={t.prefs.push()}
                aria-label={`${name}: ${t.prefs.push()}`}
                checked={item.push}
                onChange={(event) => change({ ...item, push: event.currentTarget.checked })}
              />
            </li>
          )
        })}
      </ul>
      <p className={css.quiet}>
        <A to={paths.settings('account')}>{t.prefs.quiet()}</A>
      </p>
    </Section>
  )
}
