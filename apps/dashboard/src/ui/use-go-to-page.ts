import { useNavigate } from "@tanstack/react-router";

/** Opens a page of the list that the current page shows; `cursors` are those of the pages up to it. */
export function useGoToPage(): (cursors: string[]) => void {
  const navigate = useNavigate();
  return (cursors) =>
    void navigate({
      to: ".",
      search: (search: object) => ({ ...search, cursor: cursors.length > 0 ? cursors : undefined }),
    });
}
