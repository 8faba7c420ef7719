import { IconArrowLeft, IconWebhook } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useList, useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { EditEndpoint } from '../../forms/endpoint.tsx'
import { h, hearsWords } from '../../parts/webhook-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { CopyBox } from '../../ui/copy.tsx'
import { Empty } from '../../ui/empty.tsx'
import { A } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { absolute } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { useFilters } from '../../ui/use-filters.ts'
import { When } from '../../ui/when.tsx'
import css from './list.module.css'
import { DeliverySheet, DeliveryState } from './webhook-delivery.tsx'
import { Health } from './webhook-health.tsx'
import { RecoverSheet } from './webhook-recover.tsx'
import own from './webhooks.module.css'

/** One endpoint: where it is, its secret, and what became of what was sent there. */
export function EndpointPage({ id }: { id: string }) {
  const may = useMay()
  const read = useRead('webhooks.get', { id })
  const [, set] = useFilters()
  const [sheet, setSheet] = useState<'edit' | 'rotate' | 'remove' | null>(null)
  const update = useWrite('webhooks.update')
  const test = useWrite('webhooks.sendTest')
  const endpoint = read.data
  const on = endpoint?.state === 'on'
  const host = endpoint ? new URL(endpoint.url).host : ''
  return (
    <>
      <p className={own.back}>
        <A to={paths.settings('webhooks')}>
          <IconArrowLeft size={15} aria-hidden /> {m.settings.section.webhooks()}
        </A>
      </p>
      {read.isError && <Trouble error={read.error} onRetry={() => void read.refetch()} />}
      {endpoint && (
        <Section
          title={endpoint.description || host}
          lead={<span className={own.address}>{endpoint.url}</span>}
          actions={
            may('webhooks.write') && (
              <>
                <Action size="xs" variant="default" onClick={() => setSheet('edit')}>
                  {m.common.change()}
                </Action>
                <Action
                  size="xs"
                  variant="default"
                  loading={test.pending}
                  disabledBecause={on ? null : h.state.off()}
                  onClick={() => void test.send({ id }).then((sent) => sent && toast(h.tested()))}
                >
                  {h.test()}
                </Action>
                <Action
                  size="xs"
                  variant="default"
                  loading={update.pending}
                  onClick={() =>
                    void update
                      .send({ id, on: !on })
                      .then((done) => done && toast(done.state === 'on' ? h.turnedOn() : h.turnedOff()))
                  }
                >
                  {on ? h.turnOff() : h.turnOn()}
                </Action>
                <Action size="xs" variant="subtle" color="gray" onClick={() => setSheet('remove')}>
                  {h.remove()}
                </Action>
              </>
            )
          }
        >
          <div className={own.facts}>
            <span>
              {h.hears()}: {hearsWords(endpoint.eventTypes)}
            </span>
            {on ? <span>{h.state.on()}</span> : <span>{h.state[endpoint.state]()}</span>}
            {on && <Health endpoint={endpoint} />}
          </div>
          {(test.problem ?? update.problem) && <Trouble error={test.problem ?? update.problem} />}
          {may('webhooks.write') && (
            <Secret id={id} until={endpoint.previousSecretUntil} onRotate={() => setSheet('rotate')} />
          )}
        </Section>
      )}
      {endpoint && <Deliveries id={id} on={on} />}
      {endpoint && sheet === 'edit' && <EditEndpoint endpoint={endpoint} onClose={() => setSheet(null)} />}
      {sheet === 'rotate' && (
        <Confirm
          operation="webhooks.rotateSecret"
          input={{ id }}
          title={h.rotateTitle()}
          submit={h.rotate()}
          onDone={() => toast(h.rotated())}
          onClose={() => setSheet(null)}
        >
          {h.rotateSays()}
        </Confirm>
      )}
      {sheet === 'remove' && (
        <Confirm
          operation="webhooks.remove"
          input={{ id }}
          title={h.removeTitle({ host })}
          submit={h.remove()}
          onDone={() => {
            toast(h.removed())
            set({ endpoint: '', state: '' })
          }}
          onClose={() => setSheet(null)}
        >
          {h.removeSays()}
        </Confirm>
      )}
    </>
  )
}

interface SecretProps {
  readonly id: string
  readonly until: string | null
  readonly onRotate: () => void
}

function Secret({ id, until, onRotate }: SecretProps) {
  const [shown, setShown] = useState(false)
  const read = useRead('webhooks.readSecret', { id }, { enabled: shown })
  return (
    <div className={own.secret}>
      <div>
        <strong>{h.secret()}</strong>
        <p className={css.quiet}>{h.secretSays()}</p>
        {until && <p className={css.quiet}>{h.both({ at: absolute(until) })}</p>}
      </div>
      {read.isError && <Trouble error={read.error} />}
      {shown && read.data && <CopyBox text={read.data.secret} />}
      <div className={css.actions}>
        {!shown && (
          <Action size="xs" variant="default" onClick={() => setShown(true)}>
            {h.show()}
          </Action>
        )}
        <Action size="xs" variant="default" onClick={onRotate}>
          {h.rotate()}
        </Action>
      </div>
    </div>
  )
}

const states = ['all', 'pending', 'delivered', 'failed'] as const
/** What waits is looked at again: nothing announces that it arrived. */
const LOOK_AGAIN_MS = 2_000

function Deliveries({ id, on }: { id: string; on: boolean }) {
  const may = useMay()
  const [filters, set] = useFilters()
  const [open, setOpen] = useState<string | null>(null)
  const [recovering, setRecovering] = useState(false)
  const state = states.find((each) => each === filters.state) ?? 'all'
  const list = useList('webhooks.listDeliveries', { id, ...(state === 'all' ? {} : { state }) })
  const { refetch } = list
  const waits = list.items.some((each) => each.state === 'pending')
  useEffect(() => {
    if (!waits) return
    const timer = setInterval(() => void refetch(), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [waits, refetch])
  return (
    <Section
      title={h.deliveries()}
      lead={h.deliveriesLead()}
      flush
      actions={
        may('webhooks.write') && (
          <Action
            size="xs"
            variant="default"
            disabledBecause={on ? null : h.state.off()}
            onClick={() => setRecovering(true)}
          >
            {h.recover()}
          </Action>
        )
      }
    >
      <Tabs
        label={h.filter()}
        value={state}
        choices={states.map((value) => ({ value, label: value === 'all' ? m.common.all() : h.delivery[value]() }))}
        onChange={(next) => set({ state: next === 'all' ? '' : next })}
      />
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.items.length === 0 && (
        <Empty icon={<IconWebhook size={22} stroke={1.7} />}>{state === 'all' ? h.noDeliveries() : h.noneSuch()}</Empty>
      )}
      <ul className={css.list}>
        {list.items.map((delivery) => (
          <li key={delivery.id} className={css.row}>
            <div className={css.main}>
              <button type="button" className={own.open} onClick={() => setOpen(delivery.id)}>
                {delivery.eventType}
              </button>
              <span className={css.quiet}>
                {[
                  h.attempts({ n: delivery.attempts }),
                  delivery.nextAt && delivery.attempts > 0 ? h.nextAt({ at: absolute(delivery.nextAt) }) : null,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
            <DeliveryState state={delivery.state} />
            <When at={delivery.createdAt} stacked />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={own.more}>
          <Action variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {m.common.more()}
          </Action>
        </div>
      )}
      {open && <DeliverySheet id={open} on={on} onClose={() => setOpen(null)} />}
      {recovering && <RecoverSheet id={id} onClose={() => setRecovering(false)} />}
    </Section>
  )
}
