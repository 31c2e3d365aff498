// The arrows between the rooms: app -> gate -> domain -> infra, the same from worker, ingest and scripts.
// One rule for each row of the table of rooms in ARCHITECTURE.md. lib/layers.test.ts sees each of them fail once.
const TEST = "\\.(test|fixture)\\.tsx?$";
const OUTER_ROOMS = "app|components|worker|ingest|scripts|sandbox|e2e|bench|prisma";

// In a domain folder everything is pure except the reads (queries.ts, report-queries.ts) and the writes (commands/).
const IMPURE_DOMAIN = "^lib/domain/[^/]+/([^/]*queries\\.ts$|commands/)";

module.exports = {
  forbidden: [
    {
      name: "app",
      comment:
        "A page composes: it uses the gate, components, words and the domain, never infra or the database itself.",
      severity: "error",
      from: { path: "^app/", pathNot: TEST },
      to: { path: `^(lib|${OUTER_ROOMS})/`, pathNot: "^(app|components|lib/gate|lib/i18n|lib/domain)/" },
    },
    {
      name: "components-ui",
      comment: "A primitive knows no field: it uses React and other primitives.",
      severity: "error",
      from: { path: "^components/ui/", pathNot: TEST },
      to: { path: `^(lib|${OUTER_ROOMS})/`, pathNot: "^components/ui/" },
    },
    {
      name: "components-noun",
      comment: "A view of a noun gets its data as props: it uses primitives, other views, words and pure domain files.",
      severity: "error",
      from: { path: "^components/(?!ui/)", pathNot: TEST },
      to: { path: `^(lib|${OUTER_ROOMS})/`, pathNot: "^(components|lib/i18n)/|^lib/domain/" },
    },
    {
      name: "components-noun-pure",
      comment: "A view never reads or writes.",
      severity: "error",
      from: { path: "^components/", pathNot: TEST },
      to: { path: IMPURE_DOMAIN },
    },
    {
      name: "gate",
      comment: "The gate stands between the pages and everything else; it knows no page.",
      severity: "error",
      from: { path: "^lib/gate/", pathNot: TEST },
      to: { path: `^(${OUTER_ROOMS})/` },
    },
    {
      name: "domain-pure",
      comment: "Pure files decide with what they are given: no database, no framework, no clock, no environment.",
      severity: "error",
      from: { path: "^lib/domain/", pathNot: `${IMPURE_DOMAIN}|${TEST}` },
      to: { pathNot: `^lib/domain/|^node_modules/(zod|libphonenumber-js|temporal-polyfill)/` },
    },
    {
      name: "domain-pure-stays-pure",
      comment: "A pure file that imports a read or a write is not pure.",
      severity: "error",
      from: { path: "^lib/domain/", pathNot: `${IMPURE_DOMAIN}|${TEST}` },
      to: { path: IMPURE_DOMAIN },
    },
    {
      name: "domain-reads-and-writes",
      comment: "Queries and commands use infra; who may call them is for the gate, and how it looks for the pages.",
      severity: "error",
      from: { path: IMPURE_DOMAIN, pathNot: TEST },
      to: { path: `^(lib/gate|${OUTER_ROOMS})/|^node_modules/(next|next-auth|react|react-dom)/` },
    },
    {
      name: "domain-commands-of-others",
      comment: "A flow across two nouns lives in the noun that owns the outcome; it shares pure files and queries.",
      severity: "error",
      from: { path: "^lib/domain/([^/]+)/", pathNot: TEST },
      to: { path: "^lib/domain/[^/]+/commands/", pathNot: "^lib/domain/$1/" },
    },
    {
      name: "infra",
      comment: "Infra knows the world and nothing of the field.",
      severity: "error",
      from: { path: "^lib/infra/", pathNot: TEST },
      to: { path: `^(lib/(gate|domain|i18n)|${OUTER_ROOMS})/` },
    },
    {
      name: "worker-ingest-scripts",
      comment: "Processes without people enter by gate/job.",
      severity: "error",
      from: { path: "^(worker|ingest|scripts|bench)/", pathNot: TEST },
      to: { path: "^(app|components|lib/gate)/", pathNot: "^lib/gate/job\\.ts$" },
    },
    {
      name: "sandbox",
      comment: "The witness shares no code with what it watches.",
      severity: "error",
      from: { path: "^sandbox/" },
      to: { path: `^(lib|${OUTER_ROOMS})/`, pathNot: "^sandbox/" },
    },
    {
      name: "e2e",
      comment: "Journeys see what people see. Only fixtures may reach into the database, to arrange.",
      severity: "error",
      from: { path: "^e2e/" },
      to: { path: `^(lib|${OUTER_ROOMS})/`, pathNot: "^e2e/|^lib/infra/db/" },
    },
    {
      name: "e2e-journeys",
      comment: "A journey itself never looks into the database.",
      severity: "error",
      from: { path: "^e2e/", pathNot: "^e2e/fixtures/" },
      to: { path: "^lib/" },
    },
    {
      name: "tests-are-leaves",
      comment: "What only tests and benchmarks need is imported by nothing that runs for a customer.",
      severity: "error",
      from: { pathNot: `${TEST}|^(e2e|bench)/` },
      to: { path: TEST },
    },
    {
      name: "no-cycles",
      comment: "Types included: two files that need each other are one idea, or need a third.",
      severity: "error",
      from: { pathNot: "generated/" },
      to: { circular: true, pathNot: "generated/" },
    },
    {
      name: "resolvable",
      comment: "An import that cannot be found is checked by nothing.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|lib/infra/db/generated" },
    exclude: { path: "^\\.next|^\\.data" },
    // An import of a type is an arrow as well.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types", "react-server"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
    },
  },
};
