import { NativeSelect, Radio, Stack } from '@mantine/core'
import type { Input } from '../../api/contract.ts'
import { i } from '../../parts/import-words.tsx'
import { questionSays } from './codes.ts'
import css from './page.module.css'
import type { Import } from './page.tsx'

type Change = Omit<Input<'imports.changeMapping'>, 'id' | 'ifVersion'>
type Question = Import['questions'][number]

interface Props {
  readonly one: Import
  readonly onChange: (change: Change) => void
}

/** What the file alone does not tell: nothing is guessed silently. */
export function Questions({ one, onChange }: Props) {
  return (
    <div className={css.questions} role="group" aria-label={i.questions()}>
      <h3>{i.questions()}</h3>
      {one.questions.map((question) => (
        <div key={question.path} className={css.question}>
          <OneQuestion one={one} question={question} onChange={onChange} />
        </div>
      ))}
    </div>
  )
}

function OneQuestion({ one, question, onChange }: Props & { question: Question }) {
  const says = questionSays(question)
  if (question.code === 'encoding') {
    const candidates = one.detected?.encoding.candidates ?? []
    return (
      <Radio.Group
        label={says}
        value={'' as string}
        onChange={(encoding) => onChange({ encoding } as unknown as Change)}
      >
        <Stack gap="xs" mt="xs">
          {candidates.map((candidate) => (
            <Radio
              key={candidate.encoding}
              value={candidate.encoding}
              label={candidate.encoding}
              description={candidate.words.join(', ')}
            />
          ))}
        </Stack>
      </Radio.Group>
    )
  }
  if (question.code === 'day_or_month' || question.code === 'date_format') {
    const example = exampleDate(one)
    return (
      <Radio.Group
        label={says}
        value={'' as string}
        onChange={(dateFormat) => onChange({ dateFormat } as unknown as Change)}
      >
        <Stack gap="xs" mt="xs">
          {question.choices.map((choice) => (
            <Radio
              key={choice}
              value={choice}
              label={choice in formatKeys ? i.dateFormat[formatKeys[choice as keyof typeof formatKeys]]() : choice}
            />
          ))}
        </Stack>
        {example && <p className={css.words}>{i.inTheFile({ example })}</p>}
      </Radio.Group>
    )
  }
  if (question.code === 'separator')
    return (
      <Radio.Group
        label={says}
        value={'' as string}
        onChange={(separator) => onChange({ separator } as unknown as Change)}
      >
        <Stack gap="xs" mt="xs">
          {question.choices.map((choice) => (
            <Radio key={choice} value={choice} label={choice === '\t' ? i.tab() : choice} />
          ))}
        </Stack>
      </Radio.Group>
    )
  const field = question.path.replace('columns.', '') as keyof NonNullable<Import['mapping']>['columns']
  return (
    <NativeSelect
      label={`${i.field[field]()}: ${says}`}
      value=""
      onChange={(event) => onChange({ columns: { [field]: event.currentTarget.value || null } } as Change)}
      data={[
        { value: '', label: i.noColumn() },
        ...question.choices.map((choice) => ({ value: choice, label: choice })),
      ]}
    />
  )
}

const formatKeys = {
  iso: 'iso',
  dmy: 'dmy',
  mdy: 'mdy',
  epoch_s: 'epochSeconds',
  epoch_ms: 'epochMilliseconds',
} as const

/** A date of the file in which day and month can be taken for each other. */
function exampleDate(one: Import): string | null {
  const header = one.mapping?.columns.openedAt
  return one.detected?.columns.find((column) => column.header === header)?.examples[0] ?? null
}
