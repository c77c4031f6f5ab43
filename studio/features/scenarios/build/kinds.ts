import {
  CircleStopIcon,
  EarIcon,
  GaugeIcon,
  KeyRoundIcon,
  MessageSquareIcon,
  NotebookPenIcon,
  ShieldAlertIcon,
  type LucideIcon,
} from 'lucide-react'
import type { NodeKind } from '../flow.rules.ts'

/** How each kind of node looks: an icon and a hue, told apart without colour too. */
export const looks: Readonly<Record<NodeKind, { icon: LucideIcon; hue: number }>> = {
  prepare: { icon: NotebookPenIcon, hue: 230 },
  talk: { icon: EarIcon, hue: 162 },
  say: { icon: MessageSquareIcon, hue: 200 },
  reveal: { icon: KeyRoundIcon, hue: 90 },
  objection: { icon: ShieldAlertIcon, hue: 40 },
  mood: { icon: GaugeIcon, hue: 310 },
  end: { icon: CircleStopIcon, hue: 10 },
}

/** The kinds that can be added: there is one beginning, and it is there. */
export const addable: readonly NodeKind[] = ['talk', 'say', 'reveal', 'objection', 'mood', 'end']
