import { describeStories, type State, type Step, type StoryTable } from "./state-stories.ts";

describeStories(followRule);

/**
 * The rule of the reference tap: every file younger than the bookmark, by age, of which those it
 * knows are read; after each the bookmark is its time. What else the state holds is kept.
 */
function followRule({ id, objects }: StoryTable, state: State): Promise<Step> {
  const since = Date.parse(state.bookmarks[id]?.modified_since ?? "2000-01-01T00:00:00Z");
  const due = objects
    .filter(({ lastModified }) => lastModified > since)
    .toSorted((a, b) => a.lastModified - b.lastModified || (a.key < b.key ? -1 : 1));
  const last = due.at(-1)?.lastModified ?? since;
  const bookmark = { ...state.bookmarks[id], modified_since: new Date(last).toISOString().replace(".000Z", "+00:00") };
  const files = due.map(({ key }) => key).filter((key) => key.endsWith(".csv"));
  return Promise.resolve({ files, state: { ...state, bookmarks: { ...state.bookmarks, [id]: bookmark } } });
}
