import { clsx } from "clsx";

interface AvatarProps {
  /** A person's or a business's name or address; the first letter is shown. */
  name: string;
  /** Square for what is not a person. */
  square?: boolean | undefined;
}

/** A letter that stands for somebody. It says nothing by itself: the name stands beside it. */
export function Avatar({ name, square }: AvatarProps) {
  const [first = ""] = name.trim();
  return (
    <span className={clsx("ava", square && "ava-sq")} aria-hidden="true">
      {first.toLocaleUpperCase("tr")}
    </span>
  );
}
