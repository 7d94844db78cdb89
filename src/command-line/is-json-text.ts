/** Whether the content of a file stands where its path is wanted. No message shows it, since it may hold secrets. */
export function isJsonText(path: string): boolean {
  return /^\s*[{[]/.test(path);
}
