import type { FileView, FolderId, FolderView, KeysView } from "../setup/view.ts";
import { Tag } from "./tag.tsx";

/** The keys of the bucket as a tree, each with the tables that take it. */
export function Keys({ view }: { readonly view: KeysView }) {
  return (
    <div id="keys" hx-swap-oob="true">
      <KeysState view={view} />
      {view.root === null ? null : (
        <ul class="tree">
          <FolderContent folder={view.root} />
        </ul>
      )}
    </div>
  );
}

function KeysState({ view }: { readonly view: KeysView }) {
  const { state, problem, objects, isCut, untaken, shared } = view;
  switch (state) {
    case "unknown":
      return <p class="hint">Name a bucket, and its keys are listed here.</p>;
    case "failed":
      return (
        <p class="finding problem">
          <strong>Problem</strong> <span>{problem}</span>
        </p>
      );
    case "listing":
      return (
        <p class="hint" hx-get="keys" hx-trigger="load delay:300ms">
          Listing: {countOf(objects)} so far …
        </p>
      );
    case "listed":
      return (
        <p class="sum">
          {isCut ? `The first ${countOf(objects)}` : countOf(objects)}
          {untaken === 0 ? null : <span class="tag none">no table {number(untaken)}</span>}
          {shared === 0 ? null : <span class="tag both">two tables {number(shared)}</span>}
        </p>
      );
  }
}

function Folder({ folder }: { readonly folder: FolderView }) {
  const { id, name, isOpen, objects, shares, untaken, shared } = folder;
  return (
    <li>
      <div class="row">
        <button
          type="button"
          id={`f${id.first}-${id.depth}`}
          class="folder"
          aria-expanded={isOpen ? "true" : "false"}
          hx-post={`folders/${id.first}/${id.depth}`}
          hx-vals={JSON.stringify({ open: String(!isOpen) })}
        >
          <bdi>{name}</bdi> <small>{number(objects)}</small>
        </button>
        <span class="tags">
          {shares.map(({ objects: own, ...tag }) => (
            <Tag tag={tag} objects={own} />
          ))}
          {shared === 0 ? null : <span class="tag both">two tables {number(shared)}</span>}
          {untaken === 0 ? null : <span class="tag none">no table {number(untaken)}</span>}
        </span>
      </div>
      {isOpen ? (
        <ul>
          <FolderContent folder={folder} />
        </ul>
      ) : null}
    </li>
  );
}

function FolderContent({ folder }: { readonly folder: FolderView }) {
  return (
    <>
      {folder.folders.map((child) => (
        <Folder folder={child} />
      ))}
      {folder.files.map((file) => (
        <File file={file} />
      ))}
      {folder.more === 0 ? null : <More id={folder.id} objects={folder.more} />}
    </>
  );
}

function More({ id, objects }: { readonly id: FolderId; readonly objects: number }) {
  return (
    <li>
      <button
        type="button"
        class="quiet"
        id={`m${id.first}-${id.depth}`}
        hx-post={`folders/${id.first}/${id.depth}/more`}
      >
        Show more of {countOf(objects)}
      </button>
    </li>
  );
}

function File({ file }: { readonly file: FileView }) {
  const { key, name, size, readers, isReadable } = file;
  const [first, second] = readers;
  const colors = `${first === undefined ? "" : ` c${first.color}`}${second === undefined ? "" : ` d${second.color}`}`;
  return (
    <li class={`row file${colors}`}>
      <span class="mark" aria-hidden="true" />
      <span class="name">
        <bdi>{name}</bdi> <small>{size}</small>
      </span>
      <span class="tags">
        {readers.map((tag) => (
          <Tag tag={tag} />
        ))}
        {first !== undefined ? null : isReadable ? (
          <>
            <span class="hidden">no table</span>
            <button
              type="button"
              class="quiet"
              aria-label={`Make a table of files like ${name}`}
              hx-post="tables"
              hx-vals={JSON.stringify({ key })}
            >
              Make a table
            </button>
          </>
        ) : (
          <span class="tag none">not readable</span>
        )}
      </span>
    </li>
  );
}

function countOf(objects: number): string {
  return objects === 1 ? "1 object" : `${number(objects)} objects`;
}

function number(count: number): string {
  return count.toLocaleString("en-US");
}
