import vue from 'eslint-plugin-vue'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { doors } from './.ci/lint/doors.js'
import { purity, shape, tests as testHabits } from './.ci/lint/syntax.js'

const typed = ['{alerts,db,server,client,test}/**/*.ts', 'vitest.config.ts']
const tests = ['**/*.test.ts', '**/*.faults.ts', 'test/**/*.ts']
const configs = ['*.config.{js,ts}', '*/*.config.{js,ts}']
const scripts = ['**/*.{mjs,js}', 'client/basemap/**/*.ts', 'test/bench/**/*.ts', 'server/src/cli/**/*.ts']

/** Sizes of the house: a file about 100 lines and 300 at most, a function about 10 and 40 at most. */
const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true, IIFEs: true }],
}

const everywhere = {
  name: 'cordon/everywhere',
  plugins: { cordon: { rules: { doors } } },
  rules: {
    ...sizes,
    'cordon/doors': 'error',
    'no-console': 'error',
    'no-restricted-syntax': ['error', ...shape],
    'no-constant-condition': 'error',
    'no-debugger': 'error',
    'no-empty': 'error',
    'no-fallthrough': 'error',
    'no-implicit-coercion': 'error',
    'no-self-compare': 'error',
    'no-unsafe-finally': 'error',
    'no-useless-escape': 'error',
    'no-var': 'error',
    'object-shorthand': 'error',
    'prefer-const': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
  },
}

const strictly = {
  name: 'cordon/strictly',
  files: [...typed, '**/*.vue'],
  rules: {
    '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    '@typescript-eslint/consistent-type-definitions': 'off',
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-non-null-assertion': 'error',
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    // Nest builds modules, controllers and guards from classes that hold nothing but their decorators.
    '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    '@typescript-eslint/no-invalid-void-type': 'off',
  },
}

const byTypes = {
  name: 'cordon/by-types',
  files: typed,
  languageOptions: {
    parserOptions: {
      project: ['test/tsconfig.check.json', 'client/tsconfig.json'],
      tsconfigRootDir: import.meta.dirname,
    },
  },
  rules: {
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { allowDefaultCaseForExhaustiveSwitch: false }],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    '@typescript-eslint/no-confusing-void-expression': 'off',
    '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
    // An interface may promise a promise that one of its sides has at once.
    '@typescript-eslint/require-await': 'off',
    // There are no enums here, and libraries take plain objects where they name a class of options.
    '@typescript-eslint/no-unsafe-enum-assignment': 'off',
    '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
  },
}

/** Single-file components reach type-aware linting as `any`; vue-tsc checks these places. */
const throughComponents = {
  name: 'cordon/through-components',
  files: ['client/**/*.ts'],
  rules: {
    '@typescript-eslint/no-unsafe-argument': 'off',
    '@typescript-eslint/no-unsafe-assignment': 'off',
    '@typescript-eslint/no-unsafe-call': 'off',
    '@typescript-eslint/no-unsafe-member-access': 'off',
    '@typescript-eslint/no-unsafe-return': 'off',
  },
}

const components = {
  name: 'cordon/components',
  files: ['**/*.vue'],
  languageOptions: { parserOptions: { parser: tseslint.parser }, globals: globals.browser },
  rules: {
    'vue/multi-word-component-names': 'off',
    'vue/require-default-prop': 'off',
    'vue/no-v-html': 'error',
    'vue/block-lang': ['error', { script: { lang: 'ts' } }],
    'vue/component-api-style': ['error', ['script-setup']],
    'vue/define-props-declaration': ['error', 'type-based'],
    'vue/no-unused-refs': 'error',
    'no-undef': 'off',
  },
}

const pure = {
  name: 'cordon/pure',
  files: ['alerts/**/*.ts'],
  ignores: tests,
  rules: {
    'no-restricted-globals': ['error', ...purity.globals],
    'no-restricted-syntax': ['error', ...shape, ...purity.syntax],
  },
}

const inTests = {
  name: 'cordon/in-tests',
  files: tests,
  rules: {
    'max-lines': 'off',
    'max-lines-per-function': 'off',
    'no-console': 'off',
    'no-restricted-syntax': ['error', ...shape, ...testHabits],
    '@typescript-eslint/unbound-method': 'off',
    '@typescript-eslint/no-empty-function': 'off',
    // The runner's matchers (`expect.any`, `expect.stringContaining`) are of type any.
    '@typescript-eslint/no-unsafe-assignment': 'off',
  },
}

const plain = {
  name: 'cordon/plain-scripts',
  files: ['**/*.{js,mjs}'],
  extends: [tseslint.configs.disableTypeChecked],
  languageOptions: { globals: globals.node },
  // They run before anything is installed or built, so they share code by path.
  rules: { 'cordon/doors': 'off', 'no-undef': 'error', 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
}

/** What the browser runs as it is, beside the page. */
const workers = {
  name: 'cordon/service-worker',
  files: ['client/public/*.js'],
  languageOptions: { globals: globals.serviceworker },
}

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '**/data/', '.bench/', 'test-results/', 'coverage/'] },
  { files: typed, extends: [tseslint.configs.strictTypeChecked] },
  {
    files: ['**/*.vue'],
    extends: [tseslint.configs.strict, vue.configs['flat/recommended'], vue.configs['no-layout-rules']],
  },
  everywhere,
  strictly,
  byTypes,
  throughComponents,
  components,
  pure,
  inTests,
  plain,
  workers,
  { name: 'cordon/may-print', files: scripts, rules: { 'no-console': 'off' } },
  { name: 'cordon/default-exports', files: configs, rules: { 'no-restricted-syntax': 'off' } },
)
