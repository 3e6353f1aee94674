// The rules for static/js; make lint runs eslint with them. Nothing is imported here, so that the config works
// without a folder of node modules: the rules that eslint recommends are listed by name.
const recommended = [
  "constructor-super", "for-direction", "getter-return", "no-async-promise-executor", "no-case-declarations",
  "no-class-assign", "no-compare-neg-zero", "no-cond-assign", "no-const-assign", "no-constant-binary-expression",
  "no-constant-condition", "no-control-regex", "no-debugger", "no-delete-var", "no-dupe-args",
  "no-dupe-class-members", "no-dupe-else-if", "no-dupe-keys", "no-duplicate-case", "no-empty",
  "no-empty-character-class", "no-empty-pattern", "no-empty-static-block", "no-ex-assign",
  "no-extra-boolean-cast", "no-fallthrough", "no-func-assign", "no-global-assign", "no-import-assign",
  "no-invalid-regexp", "no-irregular-whitespace", "no-loss-of-precision", "no-misleading-character-class",
  "no-new-native-nonconstructor", "no-nonoctal-decimal-escape", "no-obj-calls", "no-octal",
  "no-prototype-builtins", "no-redeclare", "no-regex-spaces", "no-self-assign", "no-setter-return",
  "no-shadow-restricted-names", "no-sparse-arrays", "no-this-before-super", "no-undef",
  "no-unexpected-multiline", "no-unreachable", "no-unsafe-finally", "no-unsafe-negation",
  "no-unsafe-optional-chaining", "no-unused-labels", "no-unused-private-class-members", "no-unused-vars",
  "no-useless-backreference", "no-useless-catch", "no-useless-escape", "no-with", "require-yield", "use-isnan",
  "valid-typeof",
];

// Beyond what is recommended: mistakes that are easy to make, and what keeps a module readable.
const own = {
  "array-callback-return": "error",
  "complexity": ["error", 12],
  "default-case-last": "error",
  "eqeqeq": "error",
  "max-depth": ["error", 3],
  "max-lines": ["error", 300],
  "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
  "max-params": ["error", 4],
  "no-await-in-loop": "off", // the desk's cache is cleaned one by one on purpose
  "no-constructor-return": "error",
  "no-duplicate-imports": "error",
  "no-else-return": "error",
  "no-eval": "error",
  "no-extend-native": "error",
  "no-implicit-coercion": "error",
  "no-implied-eval": "error",
  "no-loop-func": "error",
  "no-new-func": "error",
  "no-param-reassign": "error",
  "no-promise-executor-return": "error",
  "no-return-assign": "error",
  "no-script-url": "error",
  "no-self-compare": "error",
  "no-sequences": "error",
  "no-shadow": "error",
  "no-template-curly-in-string": "error",
  "no-throw-literal": "error",
  "no-unmodified-loop-condition": "error",
  "no-unneeded-ternary": "error",
  "no-unreachable-loop": "error",
  "no-unused-expressions": "error",
  "no-use-before-define": ["error", { functions: false }],
  "no-useless-assignment": "error",
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "prefer-promise-reject-errors": "error",
  "radix": "error",
  "require-atomic-updates": "off", // it takes every flag around an await for a race
};

const rules = { ...Object.fromEntries(recommended.map((rule) => [rule, "error"])), ...own };

const named = (...names) => Object.fromEntries(names.map((name) => [name, "readonly"]));
const both = named("URL", "caches", "fetch");
const page = named(
  "DOMParser", "Element", "EventSource", "FormData", "HTMLMediaElement", "URLSearchParams", "addEventListener",
  "crypto", "document", "localStorage", "location", "matchMedia", "navigator", "requestAnimationFrame",
  "sessionStorage", "setInterval",
  "setTimeout", "clearTimeout", "window",
);

export default [
  {
    files: ["static/js/**/*.js"],
    ignores: ["static/js/desk-worker.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: { ...both, ...page } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules,
  },
  {
    files: ["static/js/desk-worker.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: { ...both, ...named("self") } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules,
  },
];
