/** One configuration, two projects: everything but the browser journeys, and the browser journeys. */
const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json', 'node'],
  globalSetup: '<rootDir>/test/helpers/global-setup.cjs',
  // node_modules other than ours are left as they are: all of them are CommonJS or dual.
  transformIgnorePatterns: ['/node_modules/'],
};

module.exports = {
  testTimeout: 30_000,
  // Every core: with one fewer, which is the default, a machine of two runs one file after another.
  maxWorkers: '100%',
  projects: [
    {
      ...common,
      displayName: 'main',
      testMatch: ['<rootDir>/test/{unit,integration,properties,conversations}/**/*.test.ts'],
    },
    { ...common, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.test.ts'] },
  ],
};
