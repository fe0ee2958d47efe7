/** What the server said against a form; nothing while there is no error. */
export function FormError({ error }: { error: Error | null }) {
  if (error === null) return null;
  return (
    <p role="alert" className="text-sm break-words text-bad first-letter:uppercase">
      {error.message}
    </p>
  );
}
