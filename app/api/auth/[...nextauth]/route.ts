import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { loginOptions } from "#lib/gate/login";

interface AuthContext {
  params: Promise<{ nextauth: string[] }>;
}

// The options are made per request: they depend on the settings, which are read at the start and not at the build.
function answer(request: NextRequest, context: AuthContext): Promise<Response> {
  return NextAuth(request, context, loginOptions()) as Promise<Response>;
}

export { answer as GET, answer as POST };
