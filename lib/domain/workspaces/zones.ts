/** Where the clock of a new workspace stands. */
export const DEFAULT_ZONE = "Europe/Istanbul";

/** Time zones to choose from, by name; Türkiye's first. */
export function zoneChoices(): readonly string[] {
  const others = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== DEFAULT_ZONE);
  return [DEFAULT_ZONE, "UTC", ...others.filter((zone) => zone !== "UTC")];
}

/** Whether a text names a time zone of the list above. */
export function isZone(text: string): boolean {
  return zoneChoices().includes(text);
}
