import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { staticHeaders } from "./lib/infra/browser-policy.ts";

// The one address people use. It decides which origins may call a server action; no header of a request does.
const appUrl = new URL(process.env.APP_URL || `http://localhost:${process.env.PORT || 3000}`);

const nextConfig: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
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

export default createNextIntlPlugin("./lib/i18n/request.ts")(nextConfig);
