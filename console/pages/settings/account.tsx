import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { use, useState } from 'react'
import { useSession } from '../../api/session.tsx'
import { CheckField } from '../../forms/fields.tsx'
import { InlineForm } from '../../forms/inline-form.tsx'
import { ChoiceField, PasswordField, TextField } from '../../forms/plain-fields.tsx'
import { Address } from '../../ui/address.tsx'
import { applyDensity, type Density, density } from '../../ui/density.ts'
import { LanguageSwitch } from '../../ui/language-switch.ts'
import { Section } from '../../ui/page.tsx'
import { type Language, languageNames, languages, m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import css from './account.module.css'

/** What belongs to the reader: name, language, looks, password. */
export function Account() {
  const { member, hasPassword } = useSession()
  const setLanguage = use(LanguageSwitch)
  return (
    <>
      <Section title={m.settings.section.account()} lead={<Address address={member.email} />}>
        <InlineForm
          key={member.version}
          operation="account.update"
          version={member.version}
          submit={m.common.save()}
          initial={{ name: member.name, language: member.language as Language }}
          check={({ name }) => ({ name: name.trim() ? undefined : m.common.required() })}
          input={(values) => values}
          onDone={(saved) => {
            toast(m.common.saved())
            setLanguage(saved.language)
          }}
        >
          {(form) => (
            <>
              <TextField {...form.field('name')} label={m.account.name()} autoComplete="name" required />
              <ChoiceField
                {...form.field('language')}
                label={m.account.language()}
                choices={languages.map((each) => ({ value: each, label: languageNames[each] }))}
              />
            </>
          )}
        </InlineForm>
      </Section>
      <QuietHours key={`quiet ${member.version}`} />
      <Looks />
      <Section title={m.account.password()} lead={hasPassword ? m.account.passwordChange() : m.account.passwordNone()}>
        <Password key={String(hasPassword)} hasPassword={hasPassword} />
      </Section>
    </>
  )
}

/** When no mail about work is sent to the reader. */
function QuietHours() {
  const { member, organization } = useSession()
  const kept = member.quietHours
  const zone = (member.timeZone ?? organization.timeZone).replaceAll('_', ' ')
  return (
    <Section title={m.quiet.title()} lead={m.quiet.says()}>
      <InlineForm
        operation="account.update"
        version={member.version}
        submit={m.common.save()}
        initial={{ keep: kept !== null, from: kept?.from ?? '19:00', to: kept?.to ?? '07:30' }}
        check={({ keep, from, to }) => ({
          from: keep && !from ? m.common.required() : undefined,
          to: keep && !to ? m.common.required() : keep && from === to ? m.quiet.same() : undefined,
        })}
        input={({ keep, from, to }) => ({ quietHours: keep ? { from, to } : null })}
        onDone={() => toast(m.common.saved())}
      >
        {(form) => (
          <>
            <CheckField {...form.field('keep')} label={m.quiet.keep()} />
            {form.values.keep && (
              <>
                <TextField
                  {...form.field('from')}
                  label={m.quiet.start()}
                  description={m.quiet.zone({ zone })}
                  type="time"
                />
                <TextField
                  {...form.field('to')}
                  label={m.quiet.end()}
                  description={form.values.to < form.values.from ? m.quiet.overnight() : undefined}
                  type="time"
                />
              </>
            )}
          </>
        )}
      </InlineForm>
    </Section>
  )
}

function Looks() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [dense, setDense] = useState<Density>(density())
  return (
    <Section title={m.account.looks()} lead={m.account.looksSay()}>
      <div className={css.looks}>
        <div>
          <span className={css.label} id="scheme">
            {m.account.colours()}
          </span>
          <SegmentedControl
            aria-labelledby="scheme"
            value={colorScheme}
            onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
            data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: m.account.scheme[value]() }))}
          />
        </div>
        <div>
          <span className={css.label} id="density">
            {m.account.density()}
          </span>
          <SegmentedControl
            aria-labelledby="density"
            value={dense}
            onChange={(value) => {
              applyDensity(value as Density)
              setDense(value as Density)
            }}
            data={[
              { value: 'comfortable', label: m.account.comfortable() },
              { value: 'compact', label: m.account.compact() },
            ]}
          />
        </div>
      </div>
    </Section>
  )
}

function Password({ hasPassword }: { hasPassword: boolean }) {
  const [round, setRound] = useState(0)
  return (
    <InlineForm
      key={round}
      operation="account.setPassword"
      submit={m.account.setPassword()}
      initial={{ currentPassword: '', password: '' }}
      check={({ password, currentPassword }) => ({
        password: password.length >= 12 ? undefined : m.account.passwordShort(),
        currentPassword: !hasPassword || currentPassword ? undefined : m.common.required(),
      })}
      input={({ password, currentPassword }) => ({ password, ...(hasPassword ? { currentPassword } : {}) })}
      onDone={() => {
        toast(m.account.passwordSet())
        setRound(round + 1)
      }}
    >
      {(form) => (
        <>
          {hasPassword && (
            <PasswordField {...form.field('currentPassword')} label={m.account.currentPassword()} required />
          )}
          <PasswordField
            {...form.field('password')}
            label={m.account.newPassword()}
            description={m.account.passwordRule()}
            autoComplete="new-password"
            required
          />
        </>
      )}
    </InlineForm>
  )
}
