import type { Output } from '../api/contract.ts'
import { b } from '../parts/mailbox-words.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import type { Form } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Mailbox = Output<'mailboxes.list'>['items'][number]

interface Values {
  readonly name: string
  readonly address: string
  readonly kind: 'imap' | 'listener'
  readonly host: string
  readonly port: string
  readonly security: 'tls' | 'starttls' | 'none'
  readonly username: string
  readonly password: string
  readonly folder: string
  readonly trustedServer: string
}

const empty: Values = {
  ...{ name: '', address: '', kind: 'imap', host: '', port: '993', security: 'tls' },
  ...{ username: '', password: '', folder: 'INBOX', trustedServer: '' },
}

const required = (text: string): string | undefined => (text.trim() ? undefined : m.common.required())

const checkFor =
  (stored: boolean) =>
  ({ name, address, kind, host, username, password }: Values) => ({
    name: required(name),
    address: required(address),
    ...(kind === 'imap'
      ? { host: required(host), username: required(username), password: stored ? undefined : required(password) }
      : {}),
  })

const shared = ({ name, address, trustedServer }: Values) => ({ name, address, trustedServer })
const serverOf = ({ kind, host, port, security, username, password, folder }: Values) =>
  kind === 'listener'
    ? {}
    : { host, port: Number(port) || 993, security, username, folder, ...(password === '' ? {} : { password }) }

export function NewMailbox({ onClose }: { onClose: () => void }) {
  return (
    <WriteSheet
      operation="mailboxes.create"
      title={b.add()}
      submit={b.add()}
      initial={empty}
      check={checkFor(false)}
      input={(values) => ({ kind: values.kind, ...shared(values), ...serverOf(values) })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => <MailboxFields form={form} />}
    </WriteSheet>
  )
}

export function EditMailbox({ mailbox, onClose }: { mailbox: Mailbox; onClose: () => void }) {
  const { id, version, name, address, kind, host, port, security, username, folder, trustedServer } = mailbox
  const initial: Values = {
    ...{ name, address, kind, host, port: String(port), security, username, password: '', folder, trustedServer },
  }
  return (
    <WriteSheet
      operation="mailboxes.update"
      title={b.edit()}
      submit={m.common.save()}
      version={version}
      initial={initial}
      check={checkFor(mailbox.hasPassword)}
      input={(values) => ({ id, ...shared(values), ...serverOf(values) })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => <MailboxFields form={form} stored={mailbox} />}
    </WriteSheet>
  )
}

function MailboxFields({ form, stored }: { form: Form<Values>; stored?: Mailbox }) {
  const isImap = form.values.kind === 'imap'
  return (
    <>
      <TextField {...form.field('name')} label={b.name()} required autoFocus maxLength={200} />
      <TextField
        {...form.field('address')}
        label={b.address()}
        placeholder="help@example.com"
        type="email"
        spellCheck={false}
        required
      />
      {!stored && (
        <ChoiceField
          {...form.field('kind')}
          label={b.kind()}
          {...(isImap ? {} : { description: b.listenerSays() })}
          choices={[
            { value: 'imap', label: b.imap() },
            { value: 'listener', label: b.listener() },
          ]}
        />
      )}
      {isImap && (
        <>
          <TextField
            {...form.field('host')}
            label={b.host()}
            placeholder="imap.example.com"
            spellCheck={false}
            required
          />
          <TextField {...form.field('port')} label={b.port()} inputMode="numeric" />
          <ChoiceField
            {...form.field('security')}
            label={b.security()}
            choices={[
              { value: 'tls', label: b.tls() },
              { value: 'starttls', label: b.starttls() },
              { value: 'none', label: b.none() },
            ]}
          />
          <TextField {...form.field('username')} label={b.username()} autoComplete="off" spellCheck={false} required />
          <TextField
            {...form.field('password')}
            label={b.password()}
            description={stored?.hasPassword ? b.passwordKept() : b.passwordSays()}
            type="password"
            autoComplete="new-password"
            required={!stored?.hasPassword}
          />
          <TextField {...form.field('folder')} label={b.folder()} spellCheck={false} />
        </>
      )}
      <TextField
        {...form.field('trustedServer')}
        label={b.trusted()}
        description={b.trustedSays()}
        placeholder="mx.example.com"
        spellCheck={false}
      />
    </>
  )
}
