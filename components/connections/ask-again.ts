/** Whether the provider was asked, and when it may be again; null when the question itself failed. */
export type AskedAgain = { readonly asked: boolean; readonly waitSeconds: number } | null;

/** Has the provider of a connection asked again for what the page shows. The server allows it once a minute. */
export async function askAgain(slug: string, connectionId: string): Promise<AskedAgain> {
  try {
    const response = await fetch(`/api/w/${slug}/connections/${connectionId}/refresh`, { method: "POST" });
    if (!response.ok) return null;
    const { asked, waitSeconds }: { asked?: unknown; waitSeconds?: unknown } = await response.json();
    return { asked: asked === true, waitSeconds: typeof waitSeconds === "number" ? waitSeconds : 60 };
  } catch {
    return null;
  }
}
