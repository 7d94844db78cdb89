/** The build puts the text of these files into the bundle. */
declare module "*.css" {
  export const text: string;
}

declare module "*/browser.js" {
  export const text: string;
}

declare module "htmx.org/dist/htmx.min.js" {
  export const text: string;
}
