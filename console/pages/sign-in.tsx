import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Input, Output } from '../api/contract.ts'
import type { Problem } from '../api/problem.ts'
import { client } from '../api/read.ts'
import { useWrite } from '../api/write.ts'
import { useForm } from '../forms/form.ts'
import { PasswordField, TextField } from '../forms/plain-fields.tsx'
import { e, WithEnteringWords } from '../parts/entering-words.tsx'
import { safeReturn } from '../paths.ts'
import { Action } from '../ui/action.tsx'
import { Address } from '../ui/address.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Note } from '../ui/note.tsx'
import { Trouble } from '../ui/trouble.tsx'
import css from './outside.module.css'
import { Outside } from './outside.tsx'

/** Fetched with the page. */
export const texts = [WithEnteringWords]

type Credential = Input<'sessions.create'>
type Named = Extract<Output<'sessions.create'>, { state: 'choose' }>['organizations'][number]

/** Signing in: by mailed link or password; a link that was opened asks for one press, so that scanners use nothing. */
export const SignIn = () => (
  <WithEnteringWords>
    <Entering />
  </WithEnteringWords>
)

function Entering() {
  const { back } = useSearch({ strict: false }) as { back?: string }
  const [token, setToken] = useState(() => location.hash.slice(1))
  const [choice, setChoice] = useState<{ credential: Credential; organizations: readonly Named[] } | null>(null)
  const signIn = useWrite('sessions.create')

  async function enter(credential: Credential): Promise<void> {
    const entry = await signIn.send(credential)
    if (entry === null) return
    if (entry.state === 'choose') return setChoice({ credential, organizations: entry.organizations })
    client.clear()
    // A fresh page: nothing of who was signed in before stays in memory.
    location.assign(safeReturn(back))
  }

  if (choice)
    return (
      <Outside title={e.signIn.chooseTitle()} lead={e.signIn.chooseSays()}>
        <ul className={css.organizations}>
          {choice.organizations.map((organization) => (
            <li key={organization.id}>
              <button
                type="button"
                className={css.organization}
                onClick={() => void enter({ ...choice.credential, organizationId: organization.id })}
              >
                <Avatar name={organization.name} size={32} />
                {organization.name}
              </button>
            </li>
          ))}
        </ul>
        {signIn.problem && <Trouble error={signIn.problem} />}
      </Outside>
    )

  if (token)
    return (
      <Outside title={e.signIn.oneMore()} lead={e.signIn.oneMoreSays()}>
        <div className={css.form}>
          <Action size="md" loading={signIn.pending} onClick={() => void enter({ token })}>
            {e.signIn.submit()}
          </Action>
          {signIn.problem && (
            <>
              <Trouble error={signIn.problem} />
              <Action
                variant="default"
                onClick={() => {
                  history.replaceState(null, '', location.pathname + location.search)
                  setToken('')
                }}
              >
                {e.signIn.otherWay()}
              </Action>
            </>
          )}
        </div>
      </Outside>
    )

  return (
    <ByAddress
      pending={signIn.pending}
      problem={signIn.problem}
      onPassword={(email, password) => void enter({ email, password })}
    />
  )
}

interface ByAddressProps {
  readonly pending: boolean
  readonly problem: Problem | null
  readonly onPassword: (email: string, password: string) => void
}

function ByAddress({ pending, problem, onPassword }: ByAddressProps) {
  const form = useForm({ email: '', password: '' })
  const link = useWrite('signInLinks.create')
  const [sent, setSent] = useState<{ email: string; sendsMail: boolean } | null>(null)
  const { email, password } = form.values

  function complete(): boolean {
    const valid = /^\S+@\S+\.\S+$/.test(email.trim())
    if (!valid) form.setErrors({ email: e.signIn.addressWrong() })
    return valid
  }

  function mail(): void {
    if (link.pending) return
    void link.send({ email }).then((answer) => answer && setSent({ email: email.trim(), sendsMail: answer.sendsMail }))
  }

  if (sent)
    return (
      <Outside title={sent.sendsMail ? e.signIn.sentTitle() : e.signIn.noMailTitle()}>
        <div className={css.done}>
          <p>
            {sent.sendsMail ? (
              <Address address={sent.email} says={(email) => e.signIn.sent({ email })} />
            ) : (
              e.signIn.noMail({ command: `bin/kept sign-in ${sent.email}` })
            )}
          </p>
          <div>
            <Action variant="default" onClick={() => setSent(null)}>
              {e.signIn.otherWay()}
            </Action>
          </div>
        </div>
      </Outside>
    )

  return (
    <Outside title={e.signIn.title()} lead={e.signIn.lead()}>
      <form
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!complete()) return
          if (password === '') mail()
          else if (!pending) onPassword(email, password)
        }}
      >
        <TextField
          {...form.field('email')}
          label={e.signIn.email()}
          type="email"
          inputMode="email"
          autoComplete="username"
          autoFocus
        />
        {/* Enter mails the link until a password is typed: the button that Enter presses is the coloured one. */}
        <Action
          variant={password === '' ? 'filled' : 'default'}
          type={password === '' ? 'submit' : 'button'}
          loading={link.pending}
          {...(password === '' ? {} : { onClick: () => complete() && mail() })}
        >
          {e.signIn.mailLink()}
        </Action>
        {link.problem && <Trouble error={link.problem} />}
        <div className={css.or}>{e.signIn.or()}</div>
        <PasswordField {...form.field('password')} label={e.signIn.password()} />
        <Action
          type={password === '' ? 'button' : 'submit'}
          variant={password === '' ? 'default' : 'filled'}
          loading={pending}
          {...(password === '' ? { onClick: () => form.setErrors({ password: e.signIn.fillBoth() }) } : {})}
        >
          {e.signIn.submit()}
        </Action>
        {problem && (problem.status === 401 ? <Trouble>{e.signIn.wrong()}</Trouble> : <Trouble error={problem} />)}
      </form>
      <div style={{ marginTop: 24 }}>
        <Note>{e.signIn.newHere()}</Note>
      </div>
    </Outside>
  )
}
