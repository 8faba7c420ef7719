import { IconArrowsJoin2, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { paths } from '../paths.ts'
import { Action } from '../ui/action.tsx'
import { fetched } from '../ui/fetched.tsx'
import { useGo } from '../ui/link.tsx'
import { WithRecordWords, w } from './record-words.tsx'

const ContactConsent = fetched(() => import('../forms/consent.tsx'), 'ContactConsent')
const MergeCustomers = fetched(() => import('../forms/merge-customers.tsx'), 'MergeCustomers')
const Duplicates = fetched(() => import('../forms/duplicates.tsx'), 'Duplicates')

type Customer = Output<'customers.get'>

/** Opens what a contact consents to. */
export const ConsentAction = ({ contact }: { contact: Customer['contacts'][number] }) => (
  <WithRecordWords>
    <Consent contact={contact} />
  </WithRecordWords>
)

function Consent({ contact }: { contact: Customer['contacts'][number] }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Action
        size="compact-xs"
        variant="subtle"
        aria-label={`${w.consent.open()}: ${contact.name}`}
        onClick={() => setOpen(true)}
      >
        {w.consent.open()}
      </Action>
      {open && <ContactConsent contact={contact} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Opens the merge of a customer with another. */
export const MergeAction = ({ customer }: { customer: Customer }) => (
  <WithRecordWords>
    <Merge customer={customer} />
  </WithRecordWords>
)

function Merge({ customer }: { customer: Customer }) {
  const [open, setOpen] = useState(false)
  const go = useGo()
  return (
    <>
      <Action
        variant="default"
        leftSection={<IconArrowsJoin2 size={16} stroke={1.8} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {w.merge.open()}
      </Action>
      {open && (
        <MergeCustomers customer={customer} onDone={(id) => go(paths.customer(id))} onClose={() => setOpen(false)} />
      )}
    </>
  )
}

/** Leads to the pairs of customers that are probably one, and says how many there are among the newest. */
export const DuplicatesAction = () => (
  <WithRecordWords>
    <FoundDuplicates />
  </WithRecordWords>
)

function FoundDuplicates() {
  const [open, setOpen] = useState(false)
  const n = useRead('customers.listDuplicates', {}).data?.items.length ?? 0
  return (
    <>
      <Action
        variant="default"
        leftSection={<IconCopy size={16} stroke={1.8} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {n > 0 ? w.duplicates.openCount({ n }) : w.duplicates.open()}
      </Action>
      {open && <Duplicates onClose={() => setOpen(false)} />}
    </>
  )
}
