/**
 * Who may import whom. Arrows point inward: edges of the system know the features,
 * features know the kernel, and the pure engines know nobody (docs/architecture.md has the table).
 */
const inside = (folder) => `^src/${folder}/`;
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: inside(from) },
  to: { path: '^src/', pathNot: [from, ...allowed].map(inside) },
});
const features = [
  'kb',
  'handoff',
  'numbers',
  'tickets',
  'appointments',
  'service-codes',
  'warranty',
  'customers',
  'catalog',
  'hours',
  'staff',
  'reports',
  'outlets',
  'documents',
];

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Break the cycle: move the shared part down.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nobody uses this file: use it or delete it.',
      from: {
        orphan: true,
        pathNot: ['^src/main\\.ts$', '^src/cli/', '^src/store/migrations/', '\\.d\\.ts$'],
      },
      to: {},
    },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      comment: 'The product runs without development packages.',
      from: { path: '^src/', pathNot: ['^src/(sandbox/page|console)/'] },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'natural-single-modules',
      severity: 'error',
      comment: 'The package root of natural loads database clients and reads .env.',
      from: { path: '^src/' },
      to: { path: 'node_modules/natural/(lib/natural/)?index\\.js$' },
    },
    only('kernel-knows-nobody', 'kernel', [], 'The kernel is used everywhere and uses nothing of ours.'),
    only('config-knows-kernel', 'config', ['kernel'], 'Configuration is values.'),
    only('wechat-knows-kernel', 'wechat', ['kernel'], 'The protocol knows no feature.'),
    only('dialogue-is-pure', 'dialogue', ['kernel'], 'The dialogue is given values and returns values.'),
    only('knowledge-is-pure', 'knowledge', ['kernel'], 'The engine is given values and returns values.'),
    only(
      'store-knows-kernel',
      'store',
      ['kernel', 'config', ...features, 'turns', 'jobs'],
      'The store wires the entities; it knows no edge.',
    ),
    {
      name: 'dialogue-has-no-io',
      severity: 'error',
      comment: 'No clock, network or file in the pure engine.',
      from: { path: ['^src/dialogue/', '^src/knowledge/'] },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'typeorm-has-its-place',
      severity: 'error',
      comment: 'TypeORM is used in the store and inside features.',
      from: { path: '^src/(wechat|dialogue|knowledge|http|console|config|sandbox)/' },
      to: { path: 'node_modules/typeorm' },
    },
    {
      name: 'features-know-no-edge',
      severity: 'error',
      comment: 'A feature is used by the edges and knows none of them.',
      from: { path: `^src/(${features.join('|')})/` },
      to: { path: '^src/(http|jobs|sandbox|cli|main|turns)' },
    },
    {
      name: 'sandbox-uses-the-front-door',
      severity: 'error',
      comment: 'The fake platform talks to the webhook over HTTP and shares only the protocol.',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/', pathNot: ['^src/(sandbox|wechat|kernel)/'] },
    },
    {
      name: 'nobody-uses-the-sandbox',
      severity: 'error',
      comment: 'Only the wiring mounts the sandbox.',
      from: {
        path: '^src/',
        pathNot: ['^src/(sandbox|cli|http)/', '^src/(main|server|server-sandbox)\\.ts$'],
      },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'flow-tests-play-the-product',
      severity: 'error',
      comment: 'Conversation tests drive the core, without its edges and without the server.',
      from: { path: '^src/flow-tests/' },
      to: { path: '^src/(http|sandbox|staff|cli|config|console|main|server)' },
    },
    {
      name: 'nobody-uses-case-export',
      severity: 'error',
      comment: 'Conversations are written down as tests in the sandbox only.',
      from: { path: '^src/', pathNot: ['^src/case-export/', '^src/server-sandbox\\.ts$'] },
      to: { path: '^src/case-export/' },
    },
    {
      name: 'nobody-uses-flow-tests',
      severity: 'error',
      comment: 'Only the command line plays conversation tests; the product runs without them.',
      from: { path: '^src/', pathNot: ['^src/(flow-tests|cli)/'] },
      to: { path: '^src/flow-tests/' },
    },
    {
      name: 'main-is-last',
      severity: 'error',
      comment: 'main.ts wires; nobody imports it.',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/main\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/(sandbox/page|console)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default'] },
  },
};
