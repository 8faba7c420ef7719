import { Loader } from '@mantine/core'
import { IconBuildingStore, IconSparkles } from '@tabler/icons-react'
import { useState } from 'react'
import { client } from '../api/read.ts'
import { ChoiceField, TextField } from '../forms/plain-fields.tsx'
import { useWriteForm } from '../forms/write-form.ts'
import { e, WithEnteringWords } from '../parts/entering-words.tsx'
import { paths } from '../paths.ts'
import { Action } from '../ui/action.tsx'
import { countries, guessedCountry } from '../ui/countries.ts'
import { A } from '../ui/link.tsx'
import { type Language, language, m } from '../ui/text.ts'
import { readerZone } from '../ui/time.ts'
import { Trouble } from '../ui/trouble.tsx'
import { timeZones } from '../ui/zones.ts'
import css from './outside.module.css'
import { Outside } from './outside.tsx'

/** Fetched with the page. */
export const texts = [WithEnteringWords]

/** The first page of a new installation: start empty, or with the sample business. */
export const Welcome = () => (
  <WithEnteringWords>
    <Begin />
  </WithEnteringWords>
)

function Begin() {
  const [token] = useState(() => location.hash.slice(1))
  if (token === '')
    return (
      <Outside title={e.welcome.title()}>
        <div className={css.done}>
          <p>{e.welcome.noToken()}</p>
          <A to={paths.signIn()}>{e.signIn.title()}</A>
        </div>
      </Outside>
    )
  return <SetUp token={token} />
}

type Start = 'empty' | 'sample'

function SetUp({ token }: { token: string }) {
  const [start, setStart] = useState<Start>('empty')
  const { form, write, element, submit } = useWriteForm({
    operation: 'organizations.create',
    initial: {
      business: '',
      country: guessedCountry(readerZone),
      timeZone: readerZone,
      name: '',
      email: '',
    },
    check: (values) => ({
      business: start === 'sample' || values.business.trim() ? undefined : m.common.required(),
      country: values.country ? undefined : m.common.required(),
      timeZone: values.timeZone ? undefined : m.common.required(),
      name: values.name.trim() ? undefined : m.common.required(),
      email: /^\S+@\S+\.\S+$/.test(values.email.trim()) ? undefined : e.signIn.addressWrong(),
    }),
    renamed: { name: 'business', 'owner.name': 'name', 'owner.email': 'email' },
    input: ({ business, country, timeZone, name, email }) => ({
      token,
      name: start === 'sample' ? e.welcome.sampleName() : business,
      country,
      timeZone,
      language: language as Language,
      sample: start === 'sample',
      owner: { name, email },
    }),
    onDone: () => {
      client.clear()
      location.assign(paths.today())
    },
  })
  return (
    <Outside title={e.welcome.title()} lead={e.welcome.lead()} wide>
      <form ref={element} onSubmit={(event) => void submit(event)} noValidate>
        <div className={css.choices} role="radiogroup" aria-label={e.welcome.how()}>
          <Choice
            chosen={start === 'empty'}
            onChoose={() => setStart('empty')}
            icon={IconBuildingStore}
            title={e.welcome.empty()}
          >
            {e.welcome.emptySays()}
          </Choice>
          <Choice
            chosen={start === 'sample'}
            onChoose={() => setStart('sample')}
            icon={IconSparkles}
            title={e.welcome.sample()}
          >
            {e.welcome.sampleSays()}
          </Choice>
        </div>
        <div className={`${css.card} ${css.form}`}>
          {start === 'empty' && (
            <TextField
              {...form.field('business')}
              label={e.welcome.business()}
              description={m.organization.nameSays()}
              autoComplete="organization"
              required
            />
          )}
          <div className={css.two}>
            <ChoiceField {...form.field('country')} label={m.organization.country()} choices={countries()} required />
            <ChoiceField
              {...form.field('timeZone')}
              label={m.organization.timeZone()}
              choices={timeZones(form.values.timeZone)}
              required
            />
          </div>
          <div className={css.two}>
            <TextField {...form.field('name')} label={m.account.name()} autoComplete="name" required />
            <TextField
              {...form.field('email')}
              label={e.welcome.email()}
              type="email"
              inputMode="email"
              autoComplete="email"
              required
            />
          </div>
          {write.problem && <Trouble error={write.problem} />}
          <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
            <Action type="submit" size="md" loading={write.pending}>
              {start === 'empty' ? e.welcome.begin() : e.welcome.beginSample()}
            </Action>
            {write.pending && (
              <span role="status" style={{ color: 'var(--ink-3)', display: 'flex', gap: 8, alignItems: 'center' }}>
                <Loader size={14} />
                {start === 'empty' ? e.welcome.beginning() : e.welcome.loadingSample()}
              </span>
            )}
          </div>
        </div>
      </form>
    </Outside>
  )
}

interface ChoiceProps {
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly icon: typeof IconSparkles
  readonly title: string
  readonly children: string
}

function Choice({ chosen, onChoose, icon: Icon, title, children }: ChoiceProps) {
  return (
    <label className={css.choice} data-chosen={chosen}>
      <input type="radio" name="start" checked={chosen} onChange={onChoose} />
      <span className={css.choiceTitle}>
        <Icon size={20} stroke={1.7} aria-hidden />
        {title}
      </span>
      <span className={css.choiceText}>{children}</span>
    </label>
  )
}
