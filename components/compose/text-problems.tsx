import { useTranslations } from "next-intl";
import type { TemplateProblem } from "#lib/domain/campaigns/template";

/** What is wrong with the variables of a text, a line for each; what is wrong in several places is said once. */
export function TextProblems({
  text,
  problems,
  id,
}: {
  text: string;
  problems: readonly TemplateProblem[];
  id: string;
}) {
  const t = useTranslations("compose.problem");
  if (problems.length === 0) return null;
  const written = ({ index, length }: TemplateProblem) => text.slice(index, index + Math.min(length, 24));
  const lines = problems.map((problem) => t(problem.code, { name: problem.name, text: written(problem), close: "}}" }));
  return (
    <ul id={id} className="stack stack-2">
      {[...new Set(lines)].map((line) => (
        <li key={line} className="err">
          {line}
        </li>
      ))}
    </ul>
  );
}
