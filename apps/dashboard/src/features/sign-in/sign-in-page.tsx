import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { ProblemError } from "../../api/problem-error.ts";
import { signIn } from "../../api/sign-in.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Logo } from "../../ui/logo.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { SignInSearch } from "./sign-in-search.ts";

const WRONG_KEY = "This key is not valid, or it may not read. Check it and try again.";
const WRONG_LINK = "The key in this sign-in link is not valid any more. Use a new link or enter a key.";

const sentenceFor = (error: Error) =>
  error instanceof ProblemError && (error.status === 401 || error.status === 403) ? WRONG_KEY : error.message;

/** Signs a browser in with a key that may read, and goes back to where the visitor wanted to be. */
export function SignInPage() {
  usePageTitle("Sign in");
  const router = useRouter();
  const queryClient = useQueryClient();
  const { redirect, failed } = SignInSearch.parse(useSearch({ strict: false }));
  const [key, setKey] = useState("");
  const attempt = useMutation({
    mutationFn: () => signIn(key.trim()),
    onSuccess: async () => {
      queryClient.clear();
      router.history.push(redirect ?? "/");
    },
  });
  const linkError = failed === "link" && attempt.isIdle ? WRONG_LINK : undefined;
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 pb-[12vh]">
      <div className="w-full max-w-sm">
        <Logo className="mb-8" />
        <h1 className="text-xl font-semibold tracking-[-0.015em]">Sign in</h1>
        <p className="mt-1 mb-6 text-base text-muted">Enter an API key with the scope read, or the admin token.</p>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            attempt.mutate();
          }}
        >
          <Field
            label="Key"
            name="key"
            type="password"
            autoComplete="current-password"
            spellCheck={false}
            required
            maxLength={512}
            value={key}
            onChange={(event) => setKey(event.target.value)}
            error={attempt.error === null ? linkError : sentenceFor(attempt.error)}
          />
          <Button type="submit" look="primary" className="h-9" disabled={attempt.isPending || key.trim() === ""}>
            {attempt.isPending ? "Signing in…" : "Sign in"}
          </Button>
        </form>
        <p className="mt-6 text-xs text-subtle">
          The admin token and a sign-in link are printed when the server starts. The key itself is not kept in the
          browser.
        </p>
      </div>
    </main>
  );
}
