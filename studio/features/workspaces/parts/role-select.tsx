import type { GivenRole } from '@greenroom/contract/workspaces.ts'
import { useMessages } from '#lib/messages.ts'
import { workspaces } from '#messages/workspaces.ts'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'

const roles: readonly GivenRole[] = ['member', 'admin']

/** What somebody is to be. `label` where nothing else names it. */
export function RoleSelect(props: {
  id?: string
  label?: string
  value: GivenRole
  disabled?: boolean
  size?: 'sm' | 'default'
  className?: string
  onChange: (role: GivenRole) => void
}) {
  const words = useMessages(workspaces)
  return (
    <Select
      value={props.value}
      disabled={props.disabled === true}
      onValueChange={(value) => props.onChange(roles.find((one) => one === value) ?? 'member')}
    >
      <SelectTrigger id={props.id} size={props.size ?? 'sm'} aria-label={props.label} className={props.className}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {roles.map((one) => (
          <SelectItem key={one} value={one}>
            {words.roles[one]}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
