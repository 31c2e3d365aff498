import localFont from "next/font/local";

// The files are cut to Latin and to the six Turkish letters plus the lira sign. They are two families rather than one,
// because next/font puts a metric fallback behind each and Arial would win over the second file otherwise: the Turkish
// one stands first, without a fallback, and its range leaves every other letter to Inter.
const inter = localFont({
  src: "./fonts/inter-latin.woff2",
  weight: "400 600",
  variable: "--font-inter",
  adjustFontFallback: "Arial",
  declarations: [{ prop: "unicode-range", value: "U+0-FF, U+131, U+2013-2026, U+2190-2193, U+2212" }],
});

const interTurkish = localFont({
  src: "./fonts/inter-tr.woff2",
  weight: "400 600",
  variable: "--font-inter-turkish",
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+11E-11F, U+130, U+15E-15F, U+20BA" }],
});

const geistMono = localFont({
  src: "./fonts/geist-mono.woff2",
  weight: "400 500",
  variable: "--font-geist-mono",
  adjustFontFallback: false,
  preload: false,
});

export const fontVariables = `${inter.variable} ${interTurkish.variable} ${geistMono.variable}`;
