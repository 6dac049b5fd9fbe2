import js from "@eslint/js"

const page = [
  "addEventListener",
  "clearTimeout",
  "document",
  "FormData",
  "getSelection",
  "history",
  "innerWidth",
  "location",
  "matchMedia",
  "navigator",
  "performance",
  "requestAnimationFrame",
  "setTimeout",
  "URLSearchParams",
]

export default [
  { ignores: [".venv*/", "build/", "dist/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { globals: Object.fromEntries(page.map((name) => [name, "readonly"])) },
    rules: {
      "block-scoped-var": "error",
      "consistent-return": "error",
      eqeqeq: "error",
      "func-style": ["error", "declaration", { allowArrowFunctions: true }],
      "no-else-return": "error",
      "no-implicit-globals": "error",
      "no-shadow": "error",
      "no-use-before-define": ["error", { functions: false }],
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      strict: "error",
    },
  },
]
