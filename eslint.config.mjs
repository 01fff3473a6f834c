// Few rules, all of them errors: what the compilers do not see and what cost somebody a day.

import tseslint from "typescript-eslint"

const limits = {
    "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
    "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
    "max-depth": ["error", 3],
    "max-params": ["error", 5],
    complexity: ["error", 12],
}

const emptyCatch = {
    selector: "CatchClause[body.body.length=0]",
    message: "An empty catch hides a fault: say in code who handles it.",
}

const typeScript = {
    ...limits,
    eqeqeq: ["error", "always", { null: "ignore" }],
    "prefer-const": "error",
    "no-var": "error",
    "no-fallthrough": "error",
    "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
    ],
    "@typescript-eslint/no-unused-vars": ["error", { args: "none" }],
}

/** Firmware: no Promise, no `void`, and values are what the compiler of DeviceScript makes of them. */
const firmware = {
    ...typeScript,
    "no-restricted-syntax": [
        "error",
        emptyCatch,
        {
            selector: "TSEnumDeclaration[const=true]",
            message: "Plain enum: DeviceScript folds both.",
        },
        { selector: "DoWhileStatement", message: "DeviceScript 2.16.4 does not compile do-while." },
        { selector: "LabeledStatement", message: "DeviceScript does not compile labels." },
        {
            selector: "CallExpression[callee.property.name='isSimulator']",
            message: "Only src/main.ts asks where it runs.",
        },
        {
            selector:
                "CallExpression[callee.object.name='Math'][callee.property.name=/^(min|max)$/][arguments.length!=2]",
            message: "Math.min and Math.max take exactly two arguments in DeviceScript.",
        },
        {
            selector: "CallExpression[callee.property.name='sort'][arguments.length=0]",
            message: "The default sort() is broken in DeviceScript: give it a comparison.",
        },
    ],
    "no-restricted-globals": [
        "error",
        { name: "setInterval", message: "A fiber with a loop and a named period." },
    ],
    "no-restricted-properties": ["error", ...fiberRules()],
    "no-restricted-imports": ["error", { patterns: [...hardwareImports()] }],
}

function fiberRules() {
    return [
        { property: "start", message: "Fibers are started by util/fiber.ts only." },
        { property: "terminate", message: "terminate() skips finally: cancel by a message." },
        { property: "setInterval", message: "A fiber with a loop and a named period." },
    ]
}

function hardwareImports() {
    return [
        {
            group: [
                "@devicescript/spi",
                "@devicescript/gpio",
                "@devicescript/servers",
                "@dsboard/*",
            ],
            message: "Only src/platform touches the board.",
        },
    ]
}

const node = {
    ...typeScript,
    "no-restricted-syntax": ["error", emptyCatch],
    "@typescript-eslint/no-floating-promises": "error",
    "@typescript-eslint/await-thenable": "error",
    "@typescript-eslint/no-misused-promises": "error",
}

const TIMERS = ["setTimeout", "setInterval", "setImmediate"]

/** Time is the Scheduler's and chance is Random's, or two runs of one seed would differ. */
const deterministic = {
    "no-restricted-globals": [
        "error",
        ...TIMERS.map(name => ({ name, message: "Time is sim/clock/scheduler.ts." })),
        { name: "performance", message: "Time is sim/clock/scheduler.ts." },
    ],
    "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "Time is sim/clock/scheduler.ts." },
        { object: "Math", property: "random", message: "Chance is sim/clock/random.ts." },
    ],
    "no-restricted-syntax": [
        "error",
        emptyCatch,
        {
            selector: "NewExpression[callee.name='Date'][arguments.length=0]",
            message: "Time is sim/clock/scheduler.ts.",
        },
    ],
}

/** Where real time is the point: pacing for a person, and how fast the simulator itself is. */
const REAL_TIME = ["sim/cli/**/*.ts", "sim/server/**/*.ts", "sim/vm/vm-source.ts"]

function language(project) {
    return {
        parser: tseslint.parser,
        parserOptions: { project, tsconfigRootDir: import.meta.dirname },
    }
}

const plugins = { "@typescript-eslint": tseslint.plugin }

export default [
    {
        ignores: [
            "node_modules/**",
            "build/**",
            "out/**",
            ".devicescript/**",
            "**/*.gen.ts",
            "test/fixtures/**",
        ],
    },
    {
        files: ["src/**/*.ts", "test/firmware/**/*.ts"],
        languageOptions: language("./tsconfig.json"),
        plugins,
        rules: firmware,
    },
    { files: ["src/util/fiber.ts"], rules: { "no-restricted-properties": "off" } },
    { files: ["src/platform/**/*.ts"], rules: { "no-restricted-imports": "off" } },
    { files: ["src/main.ts"], rules: { "no-restricted-syntax": "off" } },
    {
        files: ["test/firmware/**/*.ts"],
        rules: { "no-restricted-properties": "off", "max-lines-per-function": "off" },
    },
    {
        files: [
            "sim/**/*.ts",
            "card/**/*.ts",
            "tools/**/*.ts",
            "test/{sim,card,tools,scenario,support}/**/*.ts",
        ],
        languageOptions: language("./sim/tsconfig.json"),
        plugins,
        rules: node,
    },
    {
        files: ["page/**/*.{ts,tsx}"],
        languageOptions: language("./page/tsconfig.json"),
        plugins,
        rules: node,
    },
    {
        files: ["test/page/**/*.ts"],
        languageOptions: language("./test/page/tsconfig.json"),
        plugins,
        rules: node,
    },
    { files: ["sim/**/*.ts"], ignores: REAL_TIME, rules: deterministic },
    {
        // The runner's test() and describe() return promises that nobody has to wait for.
        files: ["test/{sim,card,page,tools,scenario,support}/**/*.ts"],
        rules: {
            "@typescript-eslint/no-floating-promises": [
                "error",
                {
                    allowForKnownSafeCalls: [
                        {
                            from: "package",
                            package: "node:test",
                            name: ["test", "it", "describe", "suite"],
                        },
                    ],
                },
            ],
            "max-lines-per-function": "off",
        },
    },
    { files: ["tools/*.mjs", "bin/*.mjs", "*.mjs"], rules: limits },
]
