import { AppError } from "@voygent/http";

/** The browser may load nothing but this origin's own files; inline styles are what the charts and popovers position with. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const SECURITY_HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
};

/** Names that carry a hash of their content, as Vite writes them: `/assets/index-B2x9_kQa.js`. */
const HASHED_ASSET = /^\/assets\/.+-[\w-]{8}\.\w+$/;

/** Files for LibreChat, which admins fetch by their names: where there is none, a page in its place would break LibreChat. */
const FOR_LIBRECHAT = "/librechat/";

/**
 * The dashboard's file for a request, `index.html` for every page route. Hashed files may be kept for a year; the page
 * itself is asked for every time, so that a deployment shows at once.
 * @throws AppError 404 where a file for LibreChat is asked for that there is not
 */
export async function serveDashboard(assets: Pick<Fetcher, "fetch">, request: Request): Promise<Response> {
  const asset = await assets.fetch(request);
  const { pathname } = new URL(request.url);
  if (pathname.startsWith(FOR_LIBRECHAT) && isPage(asset)) throw new AppError("not_found", "there is no such file");
  const response = new Response(asset.body, asset);
  const isHashed = HASHED_ASSET.test(pathname) && !isPage(asset);
  response.headers.set("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  return response;
}

const isPage = (asset: Response) => asset.headers.get("content-type")?.startsWith("text/html") === true;
