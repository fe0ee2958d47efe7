import * as z from "zod/mini";

/** A path of this page; `//host` and absolute addresses would lead elsewhere. */
const OwnPath = z.string().check(z.regex(/^\/(?![/\\])/));

/** Where to go after signing in, and whether a sign-in link was refused. */
export const SignInSearch = z.object({
  redirect: z.catch(z.optional(OwnPath), undefined),
  failed: z.catch(z.optional(z.literal("link")), undefined),
});
export type SignInSearch = z.infer<typeof SignInSearch>;
