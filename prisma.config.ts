import { defineConfig } from "prisma/config";

/** Prisma's own tooling reads the address here; the running processes build their pools in lib/infra/db. */
export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_OWNER_URL ?? "postgresql://unset" },
});
