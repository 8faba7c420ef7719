import { IconChevronLeft, IconHistory } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../api/contract.ts'
import type { Issue } from '../../api/problem.ts'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import {
  type Draft,
  freshSpec,
  inOrder,
  mistakesIn,
  sameSpec,
  specOf,
  withoutMistakesAt,
} from '../../forms/policy-draft.ts'
import { PolicyEditor } from '../../forms/policy-editor.tsx'
import { type Names, usePolicyNames } from '../../parts/policy-names.ts'
import { linesOf, policyLine } from '../../parts/policy-sentence.ts'
import { WithPolicyWords, w } from '../../parts/policy-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { LeaveGuard } from '../../ui/leave-guard.tsx'
import { A, useGo } from '../../ui/link.tsx'
import { NotAllowed, Unread } from '../../ui/lost.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './policy.module.css'
import { Simulator } from './simulator.tsx'

/** Fetched with the page. */
export const texts = [WithPolicyWords]

const Versions = fetched(() => import('./versions.tsx'), 'Versions')

type Policy = Output<'policies.get'>

/** One policy: what it says on one side, what would come of it on the other. */
export function PolicyPage() {
  const { policyId = 'new' } = useParams({ strict: false }) as { policyId?: string }
  const may = useMay()
  if (!may('policies.read') || (policyId === 'new' && !may('policies.create'))) return <NotAllowed />
  return (
    <WithPolicyWords>{policyId === 'new' ? <NewPolicy /> : <Known key={policyId} id={policyId} />}</WithPolicyWords>
  )
}

function Known({ id }: { id: string }) {
  const policy = useRead('policies.get', { id })
  const names = usePolicyNames()
  if (policy.isError)
    return <Unread title={m.policies.title()} error={policy.error} onRetry={() => void policy.refetch()} />
  if (!policy.data) return <div className={css.waiting} aria-busy="true" />
  return policy.data.allowed.includes('update') ? (
    <EditPolicy policy={policy.data} names={names} />
  ) : (
    <ReadPolicy policy={policy.data} names={names} />
  )
}

const Back = () => (
  <A to={paths.policies({ tab: 'policies' })}>
    <IconChevronLeft size={14} stroke={2} aria-hidden />
    {m.policies.title()}
  </A>
)

function Lead({ policy }: { policy: Policy }) {
  return (
    <span className={css.lead}>
      <span>{policyLine(policy)}</span>
      {policy.openPromises > 0 && (
        <A to={paths.promises({ policyId: policy.id, show: 'open' })}>{w.norms.open({ n: policy.openPromises })}</A>
      )}
    </span>
  )
}

/** For those who may not change it: what it says, and what would come of it. */
function ReadPolicy({ policy, names }: { policy: Policy; names: Names }) {
  return (
    <Page title={policy.name} back={<Back />} lead={<Lead policy={policy} />} wide>
      <div className={css.columns}>
        <Section title={w.editor.label()}>
          <dl className={css.lines}>
            {linesOf(policy.spec, names)
              .filter(([, says]) => says !== '')
              .map(([what, says]) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>{says}</dd>
                </div>
              ))}
          </dl>
        </Section>
        <Simulator spec={policy.spec} names={names} />
      </div>
    </Page>
  )
}

const fresh: Draft = { name: '', enabled: true, spec: freshSpec }

function NewPolicy() {
  const go = useGo()
  const names = usePolicyNames()
  const create = useWrite('policies.create')
  const [made, setMade] = useState<Policy | null>(null)
  // Goes there once the guard knows that nothing is lost.
  useEffect(() => {
    if (made) go(paths.policy(made.id), { replace: true })
  }, [made, go])
  return (
    <Editing
      title={w.list.create()}
      lead={w.editor.newLead()}
      from={made ?? fresh}
      isNew={made === null}
      names={names}
      write={create}
      onSave={async ({ name, enabled, spec }) => {
        const created = await create.send({ name, enabled, spec })
        if (!created) return
        toast(m.common.saved())
        setMade(created)
      }}
    />
  )
}

function EditPolicy({ policy, names }: { policy: Policy; names: Names }) {
  const update = useWrite('policies.update')
  const [history, setHistory] = useState(false)
  return (
    <>
      <Editing
        title={policy.name}
        lead={<Lead policy={policy} />}
        actions={
          <Action
            variant="default"
            leftSection={<IconHistory size={16} stroke={1.8} aria-hidden />}
            onClick={() => setHistory(true)}
          >
            {w.versions.open({ n: policy.specVersion })}
          </Action>
        }
        from={policy}
        names={names}
        write={update}
        keeps={
          policy.openPromises > 0
            ? w.editor.keeps({ n: policy.openPromises, version: policy.specVersion, next: policy.specVersion + 1 })
            : w.editor.next({ next: policy.specVersion + 1 })
        }
        onSave={async ({ name, enabled, spec }, base) => {
          const changed = {
            ...(name === base.name ? {} : { name }),
            ...(enabled === base.enabled ? {} : { enabled }),
            ...(sameSpec(spec, base.spec) ? {} : { spec }),
          }
          const saved = await update.send({ id: policy.id, ...changed }, base.version)
          if (saved) toast(m.common.saved())
        }}
      />
      {history && <Versions policyId={policy.id} name={policy.name} names={names} onClose={() => setHistory(false)} />}
    </>
  )
}

interface Saved extends Draft {
  readonly version?: number
}

interface EditingProps {
  readonly title: string
  readonly lead: React.ReactNode
  readonly actions?: React.ReactNode
  /** What is saved; the draft begins with it, and with every newer one while nothing is changed. */
  readonly from: Saved
  readonly isNew?: boolean
  readonly names: Names
  readonly write: { readonly pending: boolean; readonly problem: { readonly issues: readonly Issue[] } | null }
  /** What saving other rules means for what is promised already. */
  readonly keeps?: string
  /** `base` is what the draft was made from. */
  readonly onSave: (draft: Draft, base: Saved) => Promise<void>
}

const same = (a: Draft, b: Draft): boolean => a.name === b.name && a.enabled === b.enabled && sameSpec(a.spec, b.spec)
const draftOf = ({ name, enabled, spec }: Draft): Draft => ({ name, enabled, spec })

function Editing({ title, lead, actions, from, isNew = false, names, write, keeps, onSave }: EditingProps) {
  const [base, setBase] = useState(from)
  const [draft, setDraft] = useState(draftOf(from))
  const [issues, setIssues] = useState<readonly Issue[]>([])
  const dirty = !same(draft, base)
  // A colleague's change waits until this one is saved, which is refused then, or given up.
  if (from !== base && (!dirty || same(from, base) || same(draft, from))) {
    setBase(from)
    if (!dirty || same(draft, from)) setDraft(draftOf(from))
  }
  // What the server found wrong arrives with the next drawing.
  const shown = useRef(write.problem)
  useEffect(() => {
    if (shown.current === write.problem) return
    shown.current = write.problem
    if (write.problem) setIssues(write.problem.issues)
  })
  async function save(): Promise<void> {
    // The paths of mistakes count the steps in the order in which they are sent.
    const ordered = { ...draft, spec: { ...draft.spec, steps: inOrder(draft.spec.steps) } }
    setDraft(ordered)
    const found = mistakesIn(ordered)
    setIssues(found)
    if (found.length === 0 && !write.pending) await onSave({ ...ordered, spec: specOf(ordered.spec) }, base)
  }
  return (
    <Page title={title} back={<Back />} lead={lead} actions={actions} wide>
      <LeaveGuard
        holdsWork={dirty}
        texts={{
          title: w.editor.leaveTitle(),
          says: w.editor.leaveSays(),
          stay: w.editor.stay(),
          leave: w.editor.leave(),
        }}
      />
      <div className={css.columns}>
        <form
          className={css.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <PolicyEditor
            draft={draft}
            issues={issues}
            names={names}
            onChange={(next, path) => {
              setDraft(next)
              setIssues(withoutMistakesAt(issues, path))
            }}
          />
          {write.problem && <Trouble error={write.problem} />}
          {(dirty || isNew) && (
            <div className={css.save}>
              <p className={css.keeps}>{!isNew && !sameSpec(draft.spec, base.spec) ? keeps : null}</p>
              {dirty && !isNew && (
                <Action
                  variant="default"
                  onClick={() => {
                    setDraft(draftOf(base))
                    setIssues([])
                  }}
                >
                  {w.editor.discard()}
                </Action>
              )}
              <Action type="submit" loading={write.pending}>
                {isNew ? w.editor.create() : m.common.save()}
              </Action>
            </div>
          )}
        </form>
        <aside className={css.aside} aria-label={w.simulator.title()}>
          <Simulator spec={draft.spec} names={names} />
        </aside>
      </div>
    </Page>
  )
}
