import { defineConfig } from 'oxlint'
import { keep, type WallName } from './scripts/walls.ts'

const inServer: WallName[] = ['server', 'spawn', 'outbound', 'sockets', 'engines', 'queue', 'pixels', 'mail']
/** What every file of the server keeps to, but for the room that owns the thing. */
const serverBut = (...owned: WallName[]): WallName[] => inServer.filter((name) => !owned.includes(name))
/** The same for the kernel, which also opens sockets of its own (locks, workers). */
const kernelBut = (...owned: WallName[]): WallName[] => [...serverBut('sockets', ...owned), 'floor']
const inFeatures: WallName[] = [...inServer, 'privacy', 'concrete']

const network = (message: string) =>
  ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({ name, message }))
const clocks = ['setTimeout', 'setInterval', 'setImmediate', 'process', 'performance'].map((name) => ({
  name,
  message: 'Rules are pure: take the time, or whatever it is, as an argument.',
}))
const noNetwork = network(
  'Only providers and kernel/http, auth and storage talk to the network: use the outbound door.',
)

export default defineConfig({
  plugins: ['typescript', 'import', 'node', 'unicorn', 'oxc', 'react', 'jsx-a11y'],
  categories: { correctness: 'error' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  env: { builtin: true, es2024: true, node: true },
  ignorePatterns: ['**/node_modules/**', '**/dist/**', '.cache/**', 'test-results/**', 'data/**', '**/*.generated.*'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    // What was caught is unknown and may be thrown on.
    'typescript/only-throw-error': ['error', { allowThrowingUnknown: true, allowThrowingAny: false }],
    'typescript/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
    'typescript/no-unsafe-function-type': 'error',
    'typescript/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
    'typescript/no-namespace': 'error',
    'typescript/no-require-imports': 'error',
    'typescript/restrict-template-expressions': 'off',
    // Our tools are closures, not classes: their functions may be taken out.
    'typescript/unbound-method': 'off',
    // Argument lists of programs read best in groups.
    'unicorn/no-useless-spread': 'off',
    'import/no-cycle': 'error',
    'import/no-self-import': 'error',
    'import/no-duplicates': 'error',
    'node/no-process-env': 'error',
    'unicorn/prefer-node-protocol': 'error',
    'unicorn/no-abusive-eslint-disable': 'error',
    'no-empty': 'error',
    'no-console': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-restricted-properties': [
      'error',
      { object: 'globalThis', property: 'fetch', message: 'The network has one door: see kernel/http.' },
    ],
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' }],
    'react/rules-of-hooks': 'error',
    'react/exhaustive-deps': 'error',
    'jsx-a11y/prefer-tag-over-role': 'off',
    // The first field of a dialog takes the focus; that is how dialogs are meant to work.
    'jsx-a11y/no-autofocus': 'off',
    // About the React compiler, which is not used.
    'react/incompatible-library': 'off',
    'react/refs': 'off',
  },
  overrides: [
    // ── server: one list of walls for each kind of file, the later override wins as a whole
    {
      files: ['server/**/*.ts'],
      rules: {
        ...keep(...inServer),
        'no-restricted-globals': ['error', ...noNetwork],
        'import/no-default-export': 'error',
      },
    },
    { files: ['server/kernel/**'], rules: keep(...kernelBut()) },
    { files: ['server/kernel/process/**'], rules: keep(...kernelBut('spawn')) },
    { files: ['server/kernel/db/**'], rules: keep(...kernelBut('engines')) },
    { files: ['server/kernel/jobs/**'], rules: keep(...kernelBut('queue')) },
    { files: ['server/kernel/mail/**'], rules: keep(...kernelBut('mail')) },
    {
      files: ['server/kernel/{http,auth,storage}/**'],
      rules: { ...keep(...kernelBut('outbound')), 'no-restricted-globals': 'off' },
    },
    { files: ['server/kernel/config.ts'], rules: { 'node/no-process-env': 'off' } },
    { files: ['server/media/**'], rules: keep(...serverBut('pixels'), 'mediaFloor', 'mediaAlone') },
    { files: ['server/providers/*.ts'], rules: keep(...inServer, 'promise') },
    {
      files: ['server/providers/*/**'],
      rules: {
        ...keep(...serverBut('outbound'), 'company', 'companyAlone', 'noMedia'),
        'no-restricted-globals': 'off',
      },
    },
    { files: ['server/providers/local/**'], rules: keep(...inServer, 'company', 'companyAlone') },
    { files: ['server/features/**'], rules: keep(...inFeatures, 'noHttp', 'noRoutesNorWork', 'verbNoMedia') },
    {
      files: ['server/features/**/*.rules.ts'],
      rules: {
        ...keep(...inFeatures, 'pure', 'pureNode'),
        'no-restricted-globals': ['error', ...noNetwork, ...clocks],
        'no-restricted-properties': [
          'error',
          { object: 'Date', property: 'now', message: 'Rules are pure: take the time as an argument.' },
          { object: 'Math', property: 'random', message: 'Rules are pure: take the choice as an argument.' },
        ],
      },
    },
    { files: ['server/features/**/*.store.ts'], rules: keep(...inFeatures, 'store', 'storeKernel') },
    { files: ['server/features/**/*.jobs.ts'], rules: keep(...inFeatures, 'jobs', 'jobsKernel') },
    { files: ['server/features/**/*.work.ts'], rules: keep(...inFeatures, 'work', 'workKernel') },
    { files: ['server/features/**/*.routes.ts'], rules: keep(...inFeatures, 'thinRoute', 'thinRouteKernel') },
    {
      files: [
        'server/house.ts',
        'server/house.coach.ts',
        'server/house.outside.ts',
        'server/house.voices.ts',
        'server/main.ts',
      ],
      rules: keep('server', 'spawn'),
    },
    { files: ['server/main.ts'], rules: { 'no-console': 'off' } },

    // ── the other rooms
    { files: ['contract/**/*.ts'], rules: { ...keep('contract'), 'import/no-default-export': 'error' } },
    { files: ['studio/**/*.{ts,tsx}'], rules: keep('studio') },
    { files: ['studio/{ui,patterns,lib}/**'], rules: keep('studio', 'patterns') },
    { files: ['studio/vite.config.ts'], rules: { 'no-restricted-imports': 'off' } },

    // ── what is not the product: scripts talk to a person, tests look into every room, journeys into none
    {
      files: ['scripts/**', 'bench/**', 'e2e/**', '*.config.ts', 'studio/vite.config.ts'],
      rules: { 'no-console': 'off', 'node/no-process-env': 'off' },
    },
    {
      files: ['server/testing/**', 'server/**/fixtures/**', '**/*.test.{ts,tsx}', '**/*.suite.ts', 'supabase/**'],
      rules: {
        ...keep('server'),
        'no-restricted-globals': 'off',
        'no-restricted-properties': 'off',
        'node/no-process-env': 'off',
        'no-console': 'off',
        'typescript/no-non-null-assertion': 'off',
      },
    },
    { files: ['studio/**/*.test.{ts,tsx}'], rules: keep('studio') },
    { files: ['e2e/**'], rules: keep('blackBox') },
  ],
})
