/** Only addresses on this site: never an open redirect. */
export function localPath(text: string | undefined): string {
  return text !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(text) ? text : "/";
}
