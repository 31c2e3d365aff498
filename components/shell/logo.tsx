import { useId } from "react";

/** The mark: a crier's drum that is also a speech bubble. In the shell it is ink, the colour of its text. */
export function Logo() {
  const mask = useId();
  return (
    <svg className="mark" viewBox="0 0 32 32" fill="currentColor" aria-hidden="true">
      <mask id={mask}>
        <path fill="#fff" d="M0 0h32v32H0z" />
        <path
          fill="none"
          stroke="#000"
          strokeWidth="2.2"
          strokeLinejoin="round"
          d="M1.2 8.6 8.6 20 16 8.6 23.4 20 30.8 8.6"
        />
      </mask>
      <rect x="2.5" y="2.5" width="27" height="5.2" rx="2.6" />
      <path mask={`url(#${mask})`} d="M3 9.6h26V20a5 5 0 0 1-5 5h-9.4l-5 4.5A1 1 0 0 1 8 28.8V25a5 5 0 0 1-5-5Z" />
    </svg>
  );
}
