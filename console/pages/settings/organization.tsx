import { useRead } from '../../api/read.ts'
import { useSession } from '../../api/session.tsx'
import { InlineForm } from '../../forms/inline-form.tsx'
import { ChoiceField, TextField } from '../../forms/plain-fields.tsx'
import { SearchField } from '../../forms/search-field.tsx'
import { s } from '../../parts/settings-words.tsx'
import { countries } from '../../ui/countries.ts'
import { currencies } from '../../ui/money.ts'
import { Section } from '../../ui/page.tsx'
import { type Language, languageNames, languages, m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { timeZones } from '../../ui/zones.ts'

export function Organization() {
  const { id } = useSession().organization
  const organization = useRead('organizations.get', { id })
  const data = organization.data
  return (
    <Section title={m.settings.section.organization()} lead={s.organization.lead()}>
      {organization.isError && <Trouble error={organization.error} onRetry={() => void organization.refetch()} />}
      {data && (
        <InlineForm
          key={data.version}
          operation="organizations.update"
          version={data.version}
          submit={m.common.save()}
          initial={{
            name: data.name,
            country: data.country,
            timeZone: data.timeZone,
            language: data.language as Language,
            currency: data.currency,
          }}
          check={({ name }) => ({ name: name.trim() ? undefined : m.common.required() })}
          input={(values) => ({ id, ...values })}
          onDone={() => toast(m.common.saved())}
        >
          {(form) => (
            <>
              <TextField
                {...form.field('name')}
                label={s.organization.name()}
                description={m.organization.nameSays()}
                required
              />
              <SearchField {...form.field('country')} label={m.organization.country()} choices={countries()} required />
              <SearchField
                {...form.field('timeZone')}
                label={m.organization.timeZone()}
                description={s.organization.timeZoneSays()}
                choices={timeZones(form.values.timeZone)}
                required
              />
              <ChoiceField
                {...form.field('language')}
                label={s.organization.language()}
                description={s.organization.languageSays()}
                choices={languages.map((each) => ({ value: each, label: languageNames[each] }))}
              />
              <SearchField
                {...form.field('currency')}
                label={s.organization.currency()}
                description={s.organization.currencySays()}
                choices={currencies()}
                required
              />
            </>
          )}
        </InlineForm>
      )}
    </Section>
  )
}
