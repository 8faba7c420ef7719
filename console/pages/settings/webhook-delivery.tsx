import { IconCheck, IconClock, IconX } from '@tabler/icons-react'
import type { Row } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { h } from '../../parts/webhook-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Sheet, SheetBody, SheetFoot } from '../../ui/sheet.tsx'
import { m } from '../../ui/text.ts'
import { absolute, number } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './webhooks.module.css'

type State = Row<'webhooks.listDeliveries'>['state']

const icons = { pending: IconClock, delivered: IconCheck, failed: IconX } as const

/** What became of a delivery: an icon and its word. */
export function DeliveryState({ state }: { state: State }) {
  const Icon = icons[state]
  return (
    <span className={css.state} data-state={state}>
      <Icon size={15} stroke={2} aria-hidden /> {h.delivery[state]()}
    </span>
  )
}

interface Props {
  readonly id: string
  readonly on: boolean
  readonly onClose: () => void
}

/** One delivery: what was sent, and each attempt with what was answered. */
export function DeliverySheet({ id, on, onClose }: Props) {
  const may = useMay()
  const read = useRead('webhooks.getDelivery', { id }, { everyMilliseconds: 3_000 })
  const replay = useWrite('webhooks.replay')
  const delivery = read.data
  return (
    <Sheet title={delivery?.eventType ?? h.deliveries()} onClose={onClose} size={640}>
      {(close) => (
        <>
          <SheetBody>
            {read.isError && <Trouble error={read.error} />}
            {replay.problem && <Trouble error={replay.problem} />}
            {delivery && (
              <>
                <DeliveryState state={delivery.state} />
                {delivery.nextAt && delivery.attempts > 0 && <p>{h.nextAt({ at: absolute(delivery.nextAt) })}</p>}
                <h3 className={css.title}>{h.log()}</h3>
                {delivery.log.length === 0 && <p className={css.quiet}>{h.noLog()}</p>}
                <ol className={css.log}>
                  {delivery.log.map((attempt) => (
                    <li key={attempt.at}>
                      <span>
                        {attempt.failure
                          ? failureWords(attempt.failure)
                          : h.answered({ status: String(attempt.status) })}
                      </span>
                      <span className={css.quiet}>
                        {absolute(attempt.at)} · {h.took({ ms: number(attempt.milliseconds) })}
                      </span>
                      {attempt.answer && <pre className={css.text}>{attempt.answer}</pre>}
                    </li>
                  ))}
                </ol>
                <h3 className={css.title}>{h.body()}</h3>
                <pre className={css.text}>{pretty(delivery.body)}</pre>
                <p className={css.quiet}>
                  webhook-id: <code>{delivery.id}</code>
                </p>
              </>
            )}
          </SheetBody>
          <SheetFoot>
            <Action variant="default" onClick={close}>
              {m.common.close()}
            </Action>
            {may('webhooks.write') && (
              <Action
                loading={replay.pending}
                disabledBecause={on ? null : h.state.off()}
                onClick={() => void replay.send({ id }).then((sent) => sent && toast(h.replayed()))}
              >
                {h.replay()}
              </Action>
            )}
          </SheetFoot>
        </>
      )}
    </Sheet>
  )
}

/** Codes are written `like_this`, texts are named `likeThis`. */
const failureWords = (code: string): string => {
  const name = code.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return name in h.failure ? h.failure[name as keyof typeof h.failure]() : code
}

const pretty = (json: string): string => JSON.stringify(JSON.parse(json), null, 2)
