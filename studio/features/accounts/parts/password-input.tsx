import { EyeIcon, EyeOffIcon } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'
import { doors } from '#messages/doors.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Input } from '#ui/input.tsx'
import { adviceFor, PASSWORD_MIN, type PasswordAdvice } from '../password.rules.ts'

/** A password that can be looked at while it is typed. */
export function PasswordInput({ className, ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  const words = useMessages(basics)
  const [shown, setShown] = useState(false)
  return (
    <div className="relative">
      <Input {...props} type={shown ? 'text' : 'password'} className={cn('pr-10', className)} />
      <Button
        type="button"
        variant="ghost"
        size="icon-sm"
        className="text-muted-foreground absolute top-0.5 right-0.5"
        aria-label={shown ? words.hidePassword : words.showPassword}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOffIcon /> : <EyeIcon />}
      </Button>
    </div>
  )
}

const colours: Readonly<Record<PasswordAdvice['kind'], string>> = {
  empty: '',
  short: 'text-muted-foreground',
  personal: 'text-warning',
  simple: 'text-warning',
  fair: 'text-foreground',
  strong: 'text-primary',
}

/** A sentence about a new password, while it is typed. */
export function Advice({ password, personal }: { password: string; personal: readonly string[] }) {
  const { advice, passwordShort } = useMessages(doors)
  const found = adviceFor(password, personal)
  const text =
    found.kind === 'empty'
      ? passwordShort(PASSWORD_MIN)
      : found.kind === 'short'
        ? advice.short(found.left)
        : advice[found.kind]
  return (
    <span aria-live="polite" className={colours[found.kind]}>
      {text}
    </span>
  )
}
