import { useEffect, useState } from 'react'
import { api } from '../api/call.ts'
import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import {
  nameOfUse,
  type Script,
  type ScriptTexts,
  type ScriptUse,
  scriptUses,
  type Tone,
  type Tried,
  tones,
  w,
} from '../parts/script-words.tsx'
import { Note } from '../ui/note.tsx'
import { type Language, languages, m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import { LongTextField } from './fields.tsx'
import type { Form } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { ScriptText } from './script-text.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Said = Record<`subject.${Language}` | `body.${Language}`, string>
export type ScriptValues = Said & {
  readonly name: string
  readonly use: ScriptUse
  readonly tone: Tone
  readonly reason: string
}

const sheetWidth = 760

const saidOf = (texts: ScriptTexts): Said =>
  Object.fromEntries(
    languages.flatMap((each) => [
      [`subject.${each}`, texts[each]?.subject ?? ''],
      [`body.${each}`, texts[each]?.body ?? ''],
    ]),
  ) as Said

/** What is written; a language without a text is left out. */
export const textsOf = (values: Said): ScriptTexts =>
  Object.fromEntries(
    languages
      .filter((each) => values[`body.${each}`].trim() !== '')
      .map((each) => [
        each,
        { subject: values[`subject.${each}`].trim() || null, body: values[`body.${each}`].trim() },
      ]),
  )

const inputOf = (values: ScriptValues) => ({
  name: values.name,
  use: values.use,
  tone: values.tone,
  texts: textsOf(values),
  reason: values.reason.trim() || undefined,
})

const checkFor = (firm: Language) => (values: ScriptValues) => ({
  name: values.name.trim() ? undefined : m.common.required(),
  [`body.${firm}`]: Object.keys(textsOf(values)).length > 0 ? undefined : m.common.required(),
})

export function NewScript({ onClose }: { onClose: () => void }) {
  const { language } = useSession().organization
  const initial: ScriptValues = { name: '', use: 'answer', tone: 'plain', reason: '', ...saidOf({}) }
  return (
    <WriteSheet
      operation="scripts.create"
      title={w.add()}
      submit={w.add()}
      size={sheetWidth}
      initial={initial}
      check={checkFor(language)}
      input={inputOf}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => <Fields form={form} />}
    </WriteSheet>
  )
}

export function EditScript({ script, onClose }: { script: Script; onClose: () => void }) {
  const { language } = useSession().organization
  const read = useRead('scripts.get', { id: script.id })
  const versions = useRead('scripts.listVersions', { id: script.id, limit: 1 })
  if (read.isError) return <Trouble error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data || versions.isPending) return null
  const { name, use, tone, texts, version } = read.data
  const reason = versions.data?.items[0]?.reason ?? ''
  const initial: ScriptValues = { name, use, tone, reason, ...saidOf(texts) }
  return (
    <WriteSheet
      operation="scripts.update"
      title={name}
      submit={m.common.save()}
      size={sheetWidth}
      version={version}
      initial={initial}
      check={checkFor(language)}
      input={(values) => ({ id: script.id, ...inputOf(values) })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => <Fields form={form} />}
    </WriteSheet>
  )
}

function Fields({ form }: { form: Form<ScriptValues> }) {
  const { values } = form
  const tried = useTried(values.use, textsOf(values))
  const overPromises = tried?.findings.some(({ level }) => level === 'confirm') ?? false
  return (
    <>
      <TextField {...form.field('name')} label={w.field.name()} description={w.field.nameSays()} required autoFocus />
      <ChoiceField
        {...form.field('use')}
        label={w.field.use()}
        choices={scriptUses.map((value) => ({ value, label: nameOfUse(value) }))}
      />
      {(values.use === 'notice_holding' || values.use === 'follow_up') && <Note>{w.byItself()}</Note>}
      <ChoiceField
        {...form.field('tone')}
        label={w.field.tone()}
        choices={tones.map((value) => ({ value, label: w.tone[value]() }))}
      />
      <ScriptText form={form} tried={tried} />
      {overPromises && (
        <LongTextField
          {...form.field('reason')}
          label={w.field.reason()}
          description={w.field.reasonSays()}
          rows={2}
          required
        />
      )}
    </>
  )
}

// Short enough to feel immediate, long enough not to ask for every letter.
const restMilliseconds = 350

/** What there is to say of a script while it is written, and how it reads; an answer to an older text is thrown away. */
function useTried(use: ScriptUse, texts: ScriptTexts): Tried | null {
  const [tried, setTried] = useState<Tried | null>(null)
  const asked = JSON.stringify({ use, texts })
  useEffect(() => {
    const asking = new AbortController()
    const { use: wanted, texts: said } = JSON.parse(asked)
    // Without a text the facts of the use are asked for all the same.
    const given = Object.keys(said).length > 0 ? said : { en: { subject: null, body: '…' } }
    const timer = setTimeout(() => {
      api('scripts.try', { use: wanted, texts: given }, { signal: asking.signal }).then(
        (answer) => setTried(given === said ? answer : { ...answer, findings: [], examples: [] }),
        () => {},
      )
    }, restMilliseconds)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [asked])
  return tried
}
