import { IconChevronLeft, IconSend } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { Cause, type Recovery, readyIn, Shares, whyNotSend } from '../../parts/recovery-data.tsx'
import { v, WithRecoveryWords } from '../../parts/recovery-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { A } from '../../ui/link.tsx'
import { Unread } from '../../ui/lost.tsx'
import { Page } from '../../ui/page.tsx'
import { When } from '../../ui/when.tsx'
import { Facts } from './facts.tsx'
import { Items } from './items.tsx'
import css from './page.module.css'
import { Running } from './running.tsx'

/** Fetched with the page. */
export const texts = [WithRecoveryWords]

const SendRecovery = fetched(() => import('../../forms/send-recovery.tsx'), 'SendRecovery')
const HoldRecovery = fetched(() => import('../../forms/hold-recovery.tsx'), 'HoldRecovery')
const CloseRecovery = fetched(() => import('../../forms/close-recovery.tsx'), 'CloseRecovery')

/** One recovery: what is proposed about each promise, and the pressing of the button. */
export const RecoveryPage = () => (
  <WithRecoveryWords>
    <One />
  </WithRecoveryWords>
)

function One() {
  const { recoveryId = '' } = useParams({ strict: false }) as { recoveryId?: string }
  const recovery = useRead('recoveries.get', { id: recoveryId })
  if (recovery.isError)
    return <Unread title={v.title()} error={recovery.error} onRetry={() => void recovery.refetch()} />
  return recovery.data ? <Loaded recovery={recovery.data} /> : <div className={css.waiting} aria-busy="true" />
}

function Loaded({ recovery }: { recovery: Recovery }) {
  const [sheet, setSheet] = useState<'send' | 'hold' | 'close' | null>(null)
  const may = useMay()
  const mayOpen = may('recoveries.open')
  const unfinished = recovery.finishedAt === null
  const ready = readyIn(recovery)
  const waits = recovery.counts.waiting + recovery.counts.failed > 0
  return (
    <Page
      title={recovery.title}
      wide
      back={
        <A to={paths.recoveries()}>
          <IconChevronLeft size={14} stroke={2} aria-hidden />
          {v.back()}
        </A>
      }
      lead={
        <span className={css.lead}>
          <Cause cause={recovery.cause} />
          <span>{v.state[recovery.state]()}</span>
          {recovery.actBy && (
            <span className={css.moment}>
              {v.column.lastMoment()} <When at={recovery.actBy} />
            </span>
          )}
        </span>
      }
      actions={
        mayOpen &&
        unfinished && (
          <>
            {recovery.state !== 'sending' && (
              <Action
                leftSection={<IconSend size={16} stroke={1.9} aria-hidden />}
                onClick={() => setSheet('send')}
                disabledBecause={whyNotSend(recovery, may('recoveries.openMany'), ready)}
              >
                {v.send({ n: ready })}
              </Action>
            )}
            {waits && recovery.state === 'open' && (
              <Action variant="default" onClick={() => setSheet('hold')}>
                {v.hold.action()}
              </Action>
            )}
            {recovery.state !== 'sending' && (
              <Action variant="default" onClick={() => setSheet('close')}>
                {v.close.action()}
              </Action>
            )}
          </>
        )
      }
    >
      <Facts recovery={recovery} mayChange={mayOpen && unfinished} />
      <div className={css.shares}>
        <Shares counts={recovery.counts} />
      </div>
      <Running recovery={recovery} />
      <Items recovery={recovery} mayChange={mayOpen && unfinished} />
      {sheet === 'send' && <SendRecovery recovery={recovery} chosen={null} onClose={() => setSheet(null)} />}
      {sheet === 'hold' && <HoldRecovery recovery={recovery} onClose={() => setSheet(null)} />}
      {sheet === 'close' && <CloseRecovery recovery={recovery} onClose={() => setSheet(null)} />}
    </Page>
  )
}
