import { IconChevronLeft } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { ImportState } from '../../parts/import-state.tsx'
import { i, WithImportWords } from '../../parts/import-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { A } from '../../ui/link.tsx'
import { Unread } from '../../ui/lost.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { BadRows } from './bad-rows.tsx'
import { CheckResult } from './check-result.tsx'
import { failureSays } from './codes.ts'
import { Mapping } from './mapping.tsx'
import css from './page.module.css'
import { Done, Running } from './running.tsx'
import { Undone } from './undo.tsx'
import { Upload } from './upload.tsx'

/** Fetched with the page. */
export const texts = [WithImportWords]

export type Import = Output<'imports.get'>

const everySecond = 1000

/** One import, from the file to the requests: upload, columns, dry run, import. */
export const ImportPage = () => (
  <WithImportWords>
    <OneImport />
  </WithImportWords>
)

function OneImport() {
  const { importId = '' } = useParams({ strict: false }) as { importId?: string }
  const [running, setRunning] = useState(false)
  const one = useRead('imports.get', { id: importId }, { everyMilliseconds: running && everySecond })
  const busy = one.data !== undefined && ['checking', 'importing', 'undoing'].includes(one.data.state)
  if (busy !== running) setRunning(busy)
  if (one.isError) return <Unread title={i.title()} error={one.error} onRetry={() => void one.refetch()} />
  return one.data ? <Loaded one={one.data} /> : null
}

function Loaded({ one }: { one: Import }) {
  const [leaving, setLeaving] = useState(false)
  const mayGiveUp = one.allowed.includes('cancel') && !['checking', 'importing', 'undoing'].includes(one.state)
  return (
    <Page
      title={one.name}
      back={
        <A to={paths.imports()}>
          <IconChevronLeft size={14} stroke={2} aria-hidden />
          {m.nav.imports()}
        </A>
      }
      lead={<ImportState state={one.state} />}
      actions={
        mayGiveUp && (
          <Action variant="subtle" color="gray" onClick={() => setLeaving(true)}>
            {i.giveUp()}
          </Action>
        )
      }
    >
      <Steps state={one.state} />
      {one.failure && (
        <Section title={i.stateOf.failed()}>
          <Trouble>{one.failureCode ? failureSays(one.failureCode) : one.failure}</Trouble>
        </Section>
      )}
      {one.state === 'uploading' && <Upload one={one} />}
      {['checking', 'importing', 'undoing', 'cancelled'].includes(one.state) && <Running one={one} />}
      {one.state === 'done' && <Done one={one} />}
      {one.state === 'undone' && <Undone one={one} />}
      {one.check && one.state === 'checked' && <CheckResult one={one} />}
      {one.progress.bad > 0 && <BadRows one={one} />}
      {(one.state === 'uploaded' || one.state === 'checked') && <Mapping key={one.id} one={one} />}
      {leaving && (
        <Confirm
          operation="imports.cancel"
          input={{ id: one.id }}
          title={i.giveUpTitle()}
          submit={i.giveUp()}
          onDone={() => toast(i.gaveUp())}
          onClose={() => setLeaving(false)}
        >
          {givingUpSays(one)}
        </Confirm>
      )}
    </Page>
  )
}

function givingUpSays({ kind, progress: { imported: n } }: Import): string {
  if (n === 0) return i.giveUpSays()
  return kind === 'customers' ? i.giveUpKeepsCustomers({ n }) : i.giveUpKeeps({ n })
}

const steps = ['upload', 'columns', 'check', 'import'] as const

const stepOf: Readonly<Record<Import['state'], number>> = {
  uploading: 0,
  uploaded: 1,
  checking: 2,
  checked: 2,
  importing: 3,
  cancelled: 3,
  done: 4,
  failed: 0,
  undoing: 4,
  undone: 4,
}

function Steps({ state }: { state: Import['state'] }) {
  const current = stepOf[state]
  return (
    <ol className={css.steps} aria-label={i.steps()}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={css.step}
          data-done={index < current}
          {...(index === current ? { 'aria-current': 'step' as const } : {})}
        >
          <span className={css.stepNumber} aria-hidden>
            {index + 1}
          </span>
          {i.step[step]()}
        </li>
      ))}
    </ol>
  )
}
