import { useList } from '../api/read.ts'
import { a } from '../parts/acting-words.tsx'
import { type Language, languageNames, languages } from '../ui/text.ts'
import { LongTextField } from './fields.tsx'
import type { Field } from './form.ts'
import { ChoiceField } from './plain-fields.tsx'

interface Props {
  readonly reasonId: Field<string>
  readonly reason: Field<string>
  /** What own words are asked for with. */
  readonly label: string
  readonly says: string
  /** Whoever is told reads this language. */
  readonly language: Language
  /** It may be said later. */
  readonly optional?: boolean
}

/** Why: a reason of the firm's list, whose sentence the customer reads in their language, own words, or both. */
export function ReasonFields({ reasonId, reason, label, says, language, optional = false }: Props) {
  const list = useReasons()
  const chosen = list.find(({ id }) => id === reasonId.value)
  const sentence = chosen && sentenceIn(chosen.why, language)
  return (
    <>
      {list.length > 0 && (
        <ChoiceField
          {...reasonId}
          label={a.why.reason()}
          description={
            sentence === undefined
              ? undefined
              : chosen?.why[language]
                ? a.why.reads({ sentence })
                : a.why.otherLanguage({ language: languageNames[language], sentence })
          }
          choices={[
            { value: '', label: a.why.ownWords() },
            ...list.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          autoFocus
        />
      )}
      <LongTextField
        {...reason}
        label={chosen ? a.why.add() : label}
        description={chosen ? a.why.addSays() : says}
        required={!chosen && !optional}
        rows={chosen ? 2 : 3}
        autoFocus={list.length === 0}
      />
    </>
  )
}

const useReasons = () => useList('reasons.list', { limit: 200 }).items

const sentenceIn = (why: Readonly<Partial<Record<Language, string>>>, language: Language): string | undefined =>
  why[language] ?? languages.map((each) => why[each]).find((text) => text !== undefined)
