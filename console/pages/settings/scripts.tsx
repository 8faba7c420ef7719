import { NativeSelect } from '@mantine/core'
import { IconMessage2, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useList } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { nameOfUse, type Script, type ScriptUse, scriptUses, WithScriptWords, w } from '../../parts/script-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { Section } from '../../ui/page.tsx'
import { languageNames, languages, m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './list.module.css'

/** Fetched with the section. */
export const texts = [WithScriptWords]

const forms = () => import('../../forms/script.tsx')
const NewScript = fetched(forms, 'NewScript')
const EditScript = fetched(forms, 'EditScript')
const ScriptVersions = fetched(() => import('../../forms/script-versions.tsx'), 'ScriptVersions')

/** What the firm says often, by what it is for. */
export const Scripts = () => (
  <WithScriptWords>
    <Loaded />
  </WithScriptWords>
)

function Loaded() {
  const scripts = useList('scripts.list', { limit: 200 })
  if (scripts.isError) return <Trouble error={scripts.error} onRetry={() => void scripts.refetch()} />
  return scripts.isSuccess ? <List scripts={scripts.items} /> : null
}

type Opened = 'new' | { edit: Script } | { versions: Script } | { archive: Script } | null

function List({ scripts }: { scripts: readonly Script[] }) {
  const may = useMay()
  const [shown, setShown] = useState<ScriptUse | ''>('')
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  const groups = scriptUses
    .filter((use) => shown === '' || use === shown)
    .map((use) => ({ use, items: scripts.filter((script) => script.use === use) }))
    .filter(({ items }) => items.length > 0)
  return (
    <Section
      title={w.title()}
      count={scripts.length}
      lead={w.lead()}
      flush
      actions={
        <>
          {scripts.length > 0 && (
            <NativeSelect
              size="xs"
              aria-label={w.forUse()}
              value={shown}
              onChange={(event) => setShown(event.currentTarget.value as ScriptUse | '')}
              data={[
                { value: '', label: w.allUses() },
                ...scriptUses.map((value) => ({ value, label: nameOfUse(value) })),
              ]}
            />
          )}
          {may('scripts.create') && (
            <>
              <Starter />
              <Action size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setOpened('new')}>
                {w.add()}
              </Action>
            </>
          )}
        </>
      }
    >
      {scripts.length === 0 && <Empty icon={<IconMessage2 size={22} stroke={1.7} />}>{w.none()}</Empty>}
      {groups.map(({ use, items }) => (
        <section key={use} aria-label={nameOfUse(use)}>
          <h3 className={css.group}>{nameOfUse(use)}</h3>
          <ul className={css.list}>
            {items.map((script) => (
              <li key={script.id} className={css.row}>
                <div className={css.main}>
                  <span className={css.name}>
                    {script.name}
                    <span className={`${css.tag} ${css.plain}`}>{w.tone[script.tone]()}</span>
                  </span>
                  <span className={css.quiet}>
                    {[w.version({ n: String(script.version) }), missingIn(script)].filter(Boolean).join(' · ')}
                  </span>
                </div>
                <div className={css.actions}>
                  {may('scripts.update') && (
                    <Action size="xs" variant="default" onClick={() => setOpened({ edit: script })}>
                      {m.common.change()}
                    </Action>
                  )}
                  <Action size="xs" variant="subtle" color="gray" onClick={() => setOpened({ versions: script })}>
                    {w.versions.title()}
                  </Action>
                  {may('scripts.archive') && (
                    <Action size="xs" variant="subtle" color="gray" onClick={() => setOpened({ archive: script })}>
                      {w.archive()}
                    </Action>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {opened === 'new' && <NewScript onClose={close} />}
      {opened !== null && opened !== 'new' && 'edit' in opened && <EditScript script={opened.edit} onClose={close} />}
      {opened !== null && opened !== 'new' && 'versions' in opened && (
        <ScriptVersions script={opened.versions} onClose={close} />
      )}
      {opened !== null && opened !== 'new' && 'archive' in opened && (
        <Confirm
          operation="scripts.archive"
          input={{ id: opened.archive.id }}
          title={w.archiveTitle({ name: opened.archive.name })}
          submit={w.archive()}
          onDone={() => toast(w.archived())}
          onClose={close}
        >
          {w.archiveSays()}
        </Confirm>
      )}
    </Section>
  )
}

function missingIn({ languages: there }: Script): string | null {
  const missing = languages.filter((each) => !there.includes(each))
  return missing.length === 0 ? null : w.missing({ languages: missing.map((each) => languageNames[each]).join(', ') })
}

function Starter() {
  const write = useWrite('scripts.installStarterSet')
  return (
    <Action
      size="xs"
      variant="default"
      loading={write.pending}
      onClick={() => void write.send({}).then((made) => made && toast(w.starterAdded({ count: made.created.length })))}
    >
      {w.starter()}
    </Action>
  )
}
