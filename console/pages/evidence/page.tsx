import { IconChevronLeft, IconDownload, IconPrinter, IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import type { Output } from '../../api/contract.ts'
import { actorName, useMemberNames } from '../../api/people.ts'
import { useRead } from '../../api/read.ts'
import { eventLook } from '../../parts/event-words.tsx'
import { PromiseBadge } from '../../parts/promise-badge.tsx'
import { lookOf } from '../../parts/promise-state.ts'
import { s, WithSettingsWords } from '../../parts/settings-words.tsx'
import { WithTimelineWords, w } from '../../parts/timeline-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { A } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { absolute, readerZone, useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './page.module.css'

/** Fetched with the page. */
export const texts = [WithSettingsWords, WithTimelineWords]

type Data = Output<'requests.readEvidence'>
type Chain = Data['chains'][number]

/** The evidence of a request: every chain, every event, and whether it is as it was written. Made to be printed. */
export const Evidence = () => (
  <WithSettingsWords>
    <Shown />
  </WithSettingsWords>
)

function Shown() {
  const { requestId = '' } = useParams({ strict: false }) as { requestId?: string }
  const request = useRead('requests.get', { id: requestId })
  const evidence = useRead('requests.readEvidence', { id: requestId })
  return (
    <Page
      title={m.evidence.title()}
      tab={request.data ? `${m.evidence.title()} #${request.data.number}` : m.evidence.title()}
      back={
        <A to={paths.request(requestId)} className="not-printed">
          <IconChevronLeft size={14} stroke={2} aria-hidden />
          {s.evidence.back()}
        </A>
      }
      lead={request.data && `#${request.data.number} ${request.data.subject}`}
      actions={
        evidence.data && (
          <span className={`${css.actions} not-printed`}>
            <Action
              variant="default"
              leftSection={<IconPrinter size={16} stroke={1.8} aria-hidden />}
              onClick={() => print()}
            >
              {s.evidence.print()}
            </Action>
            <Action
              variant="default"
              leftSection={<IconDownload size={16} stroke={1.8} aria-hidden />}
              onClick={() => evidence.data && download(evidence.data, request.data?.number)}
            >
              JSON
            </Action>
          </span>
        )
      }
    >
      {evidence.isError && <Trouble error={evidence.error} onRetry={() => void evidence.refetch()} />}
      {evidence.data && <Verdict evidence={evidence.data} />}
      <WithTimelineWords>
        {evidence.data?.chains.map((chain, index) => (
          <ChainEvidence key={chain.id} chain={chain} place={index + 1} />
        ))}
      </WithTimelineWords>
      {evidence.data && <p className={css.method}>{s.evidence.method()}</p>}
    </Page>
  )
}

function download(evidence: Data, number: number | undefined): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(evidence, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `evidence-${number ?? evidence.about.replace(':', '-')}.json`
  link.click()
  URL.revokeObjectURL(address)
}

function Verdict({ evidence }: { evidence: Data }) {
  const faults = evidence.chains.reduce((sum, chain) => sum + chain.faults.length, 0)
  const events = evidence.chains.reduce((sum, chain) => sum + chain.events.length, 0)
  const Icon = evidence.verified ? IconShieldCheck : IconShieldX
  return (
    <div className={css.verdict} data-verified={evidence.verified} role={evidence.verified ? 'status' : 'alert'}>
      <Icon size={28} stroke={1.6} aria-hidden />
      <div>
        <p className={css.verdictTitle}>
          {evidence.verified ? s.evidence.verified() : s.evidence.altered({ n: faults })}
        </p>
        <p className={css.verdictText}>
          {s.evidence.checked({
            chains: evidence.chains.length,
            events,
            at: absolute(evidence.checkedAt),
            zone: readerZone.replaceAll('_', ' '),
          })}
        </p>
      </div>
    </div>
  )
}

function ChainEvidence({ chain, place }: { chain: Chain; place: number }) {
  const now = useNow()
  const members = useMemberNames()
  const faultsOf = (seq: number) => chain.faults.filter((fault) => fault.seq === seq)
  const elsewhere = chain.faults.filter((fault) => !chain.events.some((event) => event.seq === fault.seq))
  return (
    <section className={css.chain} aria-label={s.evidence.chain({ n: place })}>
      <h2 className={css.chainTitle}>{s.evidence.chain({ n: place })}</h2>
      {chain.promises.map((promise) => (
        <div key={promise.id} className={css.promise}>
          <PromiseBadge look={lookOf(promise, now)} />
          <span className={css.wording}>{promise.wording}</span>
          <span className={css.due}>{w.event.due({ at: absolute(promise.dueAt) })}</span>
        </div>
      ))}
      {elsewhere.map((fault) => (
        <Fault key={fault.detail} fault={fault} />
      ))}
      <ol className={css.events}>
        {chain.events.map((event) => {
          const { title, detail } = eventLook(event)
          const faults = faultsOf(event.seq)
          return (
            <li key={event.id} className={css.event} data-fault={faults.length > 0}>
              <span className={css.seq}>{event.seq}</span>
              <div className={css.eventText}>
                <div className={css.eventHead}>
                  <span className={css.eventTitle}>{title}</span>
                  <span className={css.quiet}>{actorName(event.actor, members)}</span>
                  <time dateTime={event.at} className={css.quiet}>
                    {absolute(event.at)}
                  </time>
                </div>
                {detail.map((line) => (
                  <p key={line}>{line}</p>
                ))}
                <code className={css.hash}>{event.hash}</code>
                {faults.map((fault) => (
                  <Fault key={fault.detail} fault={fault} />
                ))}
              </div>
            </li>
          )
        })}
      </ol>
      {chain.answers.map((answer) => (
        <Answer key={answer.id} answer={answer} />
      ))}
    </section>
  )
}

/** What the customer answered, and exactly what they saw when they did. */
function Answer({ answer }: { answer: Chain['answers'][number] }) {
  const seen = answer.seen.text ?? answer.seen.wording
  return (
    <div className={css.answer}>
      <p className={css.eventTitle}>
        {answer.answer === 'accepted' ? w.event.type.accepted() : w.event.type.declined()}
        {answer.saidBy && ` · ${answer.saidBy}`}
        <time dateTime={answer.answeredAt} className={css.quiet}>
          {' '}
          {absolute(answer.answeredAt)}
        </time>
      </p>
      {answer.wishAt && <p>{w.event.wish({ at: absolute(answer.wishAt) })}</p>}
      {answer.wishText && <p>“{answer.wishText}”</p>}
      {typeof seen === 'string' && (
        <>
          <p className={css.quiet}>{s.evidence.seen()}</p>
          <blockquote className={css.seen}>{seen}</blockquote>
        </>
      )}
    </div>
  )
}

/** What is not as it was written; below it what the check compared, in the words of the record. */
function Fault({ fault }: { fault: Chain['faults'][number] }) {
  return (
    <Trouble>
      {s.evidence.fault[fault.what]({ n: fault.seq })}
      <div lang="en" className={css.compared}>
        {fault.detail}
      </div>
    </Trouble>
  )
}
