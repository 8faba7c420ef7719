import { useEffect, useState } from 'react'
import { browserName, isSubscribed, PushRefused, pushHindrance, subscribe } from '../../api/push.ts'
import { useList } from '../../api/read.ts'
import { useWrite } from '../../api/write.ts'
import { t } from '../../parts/notification-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/page.tsx'
import { absolute } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './notifications.module.css'

/** The browsers that show push messages to the reader; this one can be added. */
export function Devices() {
  const devices = useList('notifications.listDevices', { limit: 50 })
  const add = useWrite('notifications.addDevice')
  const remove = useWrite('notifications.removeDevice')
  const test = useWrite('notifications.testPush')
  const [here, setHere] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const hindrance = pushHindrance()
  useEffect(() => {
    void isSubscribed().then(setHere)
  }, [])

  async function turnOn(): Promise<void> {
    setRefused(null)
    try {
      const made = await add.send({ name: t.devices.name(browserName()), ...(await subscribe()) })
      if (!made) return
      setHere(true)
      toast(t.devices.added())
    } catch (error) {
      if (!(error instanceof PushRefused)) throw error
      setRefused(error.why === 'denied' ? t.devices.denied() : t.devices.failed())
    }
  }

  const shown = here && devices.items.length > 0
  return (
    <Section
      title={t.devices.title()}
      lead={t.devices.lead()}
      actions={
        devices.items.length > 0 && (
          <Action
            size="xs"
            variant="default"
            loading={test.pending}
            onClick={() => void test.send({}).then((sent) => sent && toast(t.devices.tested({ n: sent.devices })))}
          >
            {t.devices.test()}
          </Action>
        )
      }
    >
      {devices.isError && <Trouble error={devices.error} onRetry={() => void devices.refetch()} />}
      {(add.problem ?? remove.problem ?? test.problem) && (
        <Trouble error={add.problem ?? remove.problem ?? test.problem} />
      )}
      {refused && <Note>{refused}</Note>}
      {devices.isSuccess && devices.items.length === 0 && <p className={css.quiet}>{t.devices.none()}</p>}
      <ul className={css.kinds}>
        {devices.items.map((device) => (
          <li key={device.id} className={css.kind}>
            <span className={css.name}>
              {device.name}
              {device.pushedAt && (
                <span className={css.quiet}>{t.devices.last({ at: absolute(device.pushedAt) })}</span>
              )}
            </span>
            <Action
              size="xs"
              variant="default"
              loading={remove.pending}
              onClick={() => void remove.send({ id: device.id }).then((done) => done && toast(t.devices.removed()))}
            >
              {t.devices.remove()}
            </Action>
          </li>
        ))}
      </ul>
      {shown ? (
        <p className={css.quiet}>{t.devices.here()}</p>
      ) : (
        <div>
          <Action
            variant="default"
            loading={add.pending}
            disabledBecause={
              hindrance === 'insecure'
                ? t.devices.insecure()
                : hindrance === 'unsupported'
                  ? t.devices.unsupported()
                  : null
            }
            onClick={() => void turnOn()}
          >
            {t.devices.add()}
          </Action>
        </div>
      )}
    </Section>
  )
}
