import tseslint from 'typescript-eslint';

const CLOCK = 'Time is passed in: only src/infrastructure/clock.ts asks what time it is.';

const forbidden = {
  now: [
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: CLOCK },
    { selector: "CallExpression[callee.name='Date']", message: CLOCK },
    { selector: "CallExpression[callee.object.name=/^(Date|DateTime)$/][callee.property.name='now']", message: CLOCK },
  ],
  env: [
    {
      selector: "MemberExpression[object.name='process'][property.name='env']",
      message: 'Only src/config reads the environment.',
    },
  ],
  style: [{ selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }],
};

const restrict = (...groups) => ({ 'no-restricted-syntax': ['error', ...groups.flat()] });

const FRONT_DOOR = 'A feature is entered through its index.ts.';
const enterFeaturesByTheFrontDoor = (...regexes) => ({
  'no-restricted-imports': ['error', { patterns: regexes.map((regex) => ({ regex, message: FRONT_DOOR })) }],
});

const explainedSuppressions = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (/^\s*eslint-disable/.test(comment.value) && !/ -- \S/.test(comment.value)) {
            context.report({ loc: comment.loc, message: 'A suppression says why, after " -- ".' });
          }
        }
      },
    };
  },
};

export default tseslint.config(
  { ignores: ['dist/**', 'data/**', 'tmp/**', 'node_modules/**'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { xiyue: { rules: { 'explained-suppressions': explainedSuppressions } } },
    rules: {
      'xiyue/explained-suppressions': 'error',
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
      'no-else-return': 'error',
      'no-nested-ternary': 'error',
      'no-param-reassign': 'error',
      'object-shorthand': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      '@typescript-eslint/prefer-optional-chain': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      ...restrict(forbidden.now, forbidden.env, forbidden.style),
      ...enterFeaturesByTheFrontDoor('(^|/)features/[^/]+/(?!index\\.js$)'),
    },
  },
  {
    files: ['src/features/*/*.ts'],
    rules: enterFeaturesByTheFrontDoor('^\\.\\./[^./]+/(?!index\\.js$)', '(^|/)features/[^/]+/(?!index\\.js$)'),
  },
  { files: ['src/config/**/*.ts'], rules: restrict(forbidden.now, forbidden.style) },
  { files: ['src/infrastructure/clock.ts'], rules: restrict(forbidden.env, forbidden.style) },
  {
    // Run in the browser, where the page's own clock is the only one there is.
    files: ['assets/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/prefer-optional-chain': 'off',
      '@typescript-eslint/return-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      ...restrict(forbidden.env, forbidden.style),
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // chai states its expectations as properties, and answers parsed from JSON are checked by the test itself.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-imports': 'off',
      ...restrict(forbidden.style),
    },
  },
  { files: ['test/support/**/*.ts'], rules: restrict(forbidden.style) },
);
