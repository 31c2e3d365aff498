"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { noAnswer, type Problem, problemIn } from "./answers.ts";

/** Where an upload is. `share` is the part of the bytes that has left, 0 to 1. */
export type UploadState =
  | { readonly kind: "idle" }
  | { readonly kind: "sending"; readonly share: number }
  | { readonly kind: "failed"; readonly problem: Problem };

/** A list on its way out: a file, or pasted text. */
export type ListBody = File | string;

function importIdIn(text: string): string | null {
  const body: unknown = JSON.parse(text);
  if (typeof body !== "object" || body === null || !("importId" in body)) return null;
  return String(body.importId);
}

/** Sends a list and says how far it is; fetch cannot tell that, so this is the older way. */
export function useUpload(slug: string, onDone: (importId: string) => void) {
  const [state, setState] = useState<UploadState>({ kind: "idle" });
  const request = useRef<XMLHttpRequest | null>(null);
  useEffect(() => () => request.current?.abort(), []);
  const start = useCallback(
    (body: ListBody) => {
      const xhr = new XMLHttpRequest();
      request.current = xhr;
      setState({ kind: "sending", share: 0 });
      xhr.upload.onprogress = ({ loaded, total }) =>
        setState({ kind: "sending", share: total > 0 ? loaded / total : 0 });
      xhr.onabort = () => setState({ kind: "idle" });
      xhr.onerror = () => setState({ kind: "failed", problem: noAnswer });
      xhr.onload = () => {
        const importId = xhr.status === 201 ? importIdIn(xhr.responseText) : null;
        if (importId === null) {
          setState({ kind: "failed", problem: problemOf(xhr.responseText) });
          return;
        }
        setState({ kind: "idle" });
        onDone(importId);
      };
      xhr.open("POST", `/api/w/${slug}/imports`);
      if (typeof body === "string") xhr.setRequestHeader("content-type", "text/plain;charset=utf-8");
      else {
        xhr.setRequestHeader("content-type", "application/octet-stream");
        xhr.setRequestHeader("x-filename", encodeURIComponent(body.name));
      }
      xhr.send(body);
    },
    [slug, onDone],
  );
  const cancel = useCallback(() => request.current?.abort(), []);
  return { state, start, cancel };
}

function problemOf(text: string): Problem {
  try {
    return problemIn(JSON.parse(text));
  } catch {
    return noAnswer;
  }
}
