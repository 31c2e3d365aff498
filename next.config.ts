import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { requireSameKeys } from "./lib/i18n/build/same-keys.ts";
import { staticHeaders } from "./lib/infra/browser-policy.ts";

// The one address people use. It decides which origins may call a server action; no header of a request does.
const appUrl = new URL(process.env.APP_URL || `http://localhost:${process.env.PORT || 3000}`);

const nextConfig: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // The development server would print what was typed into a form, and the codes that come back from a provider.
  logging: { serverFunctions: false, incomingRequests: { ignore: [/^\/connect\//] } },
  // `npm run check` reads the types of the whole repository; a start must not wait for that.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    root: import.meta.dirname,
    rules: { "**/lib/i18n/messages.ts": { loaders: ["./lib/i18n/build/plain-json-imports.mjs"], as: "*.ts" } },
  },
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "libsodium-wrappers",
    "nodemailer",
    "openid-client",
    "pg",
    "pg-boss",
    "pg-copy-streams",
    "pino",
    "rate-limiter-flexible",
    "undici",
  ],
  experimental: {
    serverActions: { bodySizeLimit: "1mb", allowedOrigins: [appUrl.host] },
  },
  // Pages get these again, with their content policy, from proxy.ts; here they also reach files and API answers.
  async headers() {
    return [{ source: "/:path*", headers: staticHeaders(appUrl) }];
  },
};

requireSameKeys(`${import.meta.dirname}/lib/i18n`, ["tr", "en"]);

// Texts are compiled with the build, so that no page carries a compiler: 9 kB less script on each.
const withTexts = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  experimental: {
    messages: { path: ["./lib/i18n/tr", "./lib/i18n/en"], format: "json", locales: ["tr", "en"], precompile: true },
  },
});

export default withTexts(nextConfig);
