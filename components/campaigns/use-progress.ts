"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { finalOf, handledOf, isMoving, newerProgress, type Progress, standing } from "#lib/domain/campaigns/report";

/** How often is asked while nothing is told: the stream was lost, or something in between holds it back. */
const ASK_MS = 10_000;
/** A stream that is opened anew within this time was not lost; it is, now and then, so that it passes every check. */
const LOST_AFTER_MS = 4_000;
/** The cards and the list around are read anew at most this often while reports come in. */
const REREAD_MS = 5_000;
/** The rate is what was handled over the last samples, so that it neither jumps nor lags. */
const RATE_SAMPLES = 8;
const RATE_STEP_MS = 500;

/**
 * Listens to the server, which tells the progress whenever it changed; asks every ten seconds while it cannot be heard.
 *
 * @returns what ends it.
 */
function listen(url: string, onProgress: (arrived: Progress) => void, onLost: (isLost: boolean) => void): () => void {
  let asking: ReturnType<typeof setInterval> | undefined;
  const ask = async () => {
    const response = await fetch(`${url}/progress`, { headers: { accept: "application/json" } }).catch(() => null);
    if (response?.ok) onProgress((await response.json()) as Progress);
  };
  let losing: ReturnType<typeof setTimeout> | undefined;
  const fallBack = () => {
    losing ??= setTimeout(() => onLost(true), LOST_AFTER_MS);
    asking ??= setInterval(() => void ask(), ASK_MS);
  };
  const calm = () => {
    clearInterval(asking);
    clearTimeout(losing);
    asking = undefined;
    losing = undefined;
  };
  const stream = new EventSource(`${url}/events`);
  stream.onmessage = ({ data }) => {
    calm();
    onLost(false);
    // Our own route wrote it from this very type.
    onProgress(JSON.parse(String(data)) as Progress);
  };
  stream.onerror = fallBack;
  // The server has nothing more to tell: it is over, or no longer for this person. One question finds out which.
  stream.addEventListener("end", () => {
    stream.close();
    void ask();
  });
  return () => {
    calm();
    stream.close();
  };
}

/**
 * Keeps a campaign's progress up to date while it moves; when its state changed, the page around is read anew.
 *
 * @param initial As the server drew it; drawn anew it is taken over where it is newer.
 */
export function useProgress(initial: Progress, url: string) {
  const router = useRouter();
  const [shown, setShown] = useState(initial);
  const [known, setKnown] = useState(initial);
  // What the server drew may be older than what it told meanwhile: it was on its way longer.
  if (known !== initial) {
    setKnown(initial);
    setShown(newerProgress(shown, initial));
  }
  const [isLost, setLost] = useState(false);
  const samples = useRef<{ at: number; handled: number }[]>([]);
  const reread = useRef({ at: 0, final: finalOf(standing(initial.counts)) });
  const { state } = shown;
  const moves = isMoving(shown);

  useEffect(() => {
    if (!moves) return;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const readAnew = (final: number) => {
      clearTimeout(waiting);
      waiting = undefined;
      reread.current = { at: Date.now(), final };
      router.refresh();
    };
    const take = (arrived: Progress) => {
      const now = Date.now();
      const counts = standing(arrived.counts);
      const [handled, final] = [handledOf(counts), finalOf(counts)];
      if (arrived.state !== state) samples.current = [];
      if (now - (samples.current.at(-1)?.at ?? 0) >= RATE_STEP_MS) {
        samples.current = [...samples.current, { at: now, handled }].slice(-RATE_SAMPLES);
      }
      setShown((last) => newerProgress(last, arrived));
      // What ends the listening must not leave the cards around with what they knew before.
      if (arrived.state !== state || !isMoving(arrived)) return readAnew(final);
      if (final === reread.current.final) return;
      waiting ??= setTimeout(() => readAnew(final), Math.max(0, reread.current.at + REREAD_MS - now));
    };
    const stop = listen(url, take, setLost);
    return () => {
      clearTimeout(waiting);
      stop();
    };
  }, [url, state, moves, router]);

  const [first, last] = [samples.current[0], samples.current.at(-1)];
  const seconds = first && last ? (last.at - first.at) / 1_000 : 0;
  const rate = first && last && seconds >= 2 ? (last.handled - first.handled) / seconds : null;
  return { shown, isLost, rate };
}
