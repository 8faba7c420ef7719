import { CustomerNotes } from '../../parts/customer-notes.tsx'
import css from './about-customer.module.css'

/** How we stand with whom a conversation is with, above what was said. */
export const AboutCustomer = ({ customerId }: { customerId: string }) => (
  <aside className={css.about}>
    <CustomerNotes customerId={customerId} folded />
  </aside>
)
