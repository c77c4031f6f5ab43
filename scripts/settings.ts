import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exampleEnvironment, settingsTable } from '../server/kernel/config.ts'

/** Prints the settings of the house into `.env.example` and `docs/settings.md`; the table in the code is the only source. */
const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
writeFileSync(at('.env.example'), exampleEnvironment())
writeFileSync(at('docs/settings.md'), settingsTable())
