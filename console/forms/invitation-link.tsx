import type { Output } from '../api/contract.ts'
import { w } from '../parts/people-words.tsx'
import { Address } from '../ui/address.tsx'
import { CopyBox } from '../ui/copy.tsx'
import { Sheet, SheetBody } from '../ui/sheet.tsx'
import { absolute } from '../ui/time.ts'

interface Props {
  readonly invitation: Output<'members.invite'>
  readonly onClose: () => void
}

/** The link of an invitation that nobody mails: to copy, as long as it is open. */
export const InvitationLink = ({ invitation, onClose }: Props) => (
  <Sheet title={w.members.linkTitle()} lead={<Address address={invitation.member.email} />} onClose={onClose}>
    {() => (
      <SheetBody>
        <p>{w.members.linkSays({ until: absolute(invitation.expiresAt) })}</p>
        <CopyBox text={invitation.link ?? ''} />
      </SheetBody>
    )}
  </Sheet>
)
