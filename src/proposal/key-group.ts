import type { KeyPart } from "../pattern/key-shape.ts";
import type { S3Object } from "../s3/store.ts";
import { ObjectSample } from "../table/sample-objects.ts";

/** One folder of a key, or the name behind the last of them. */
export type Segment = readonly KeyPart[];

/** Where in a key a class is. */
export interface SegmentPart {
  readonly segment: number;
  readonly part: number;
}

/** Objects of a group that are kept: the newest, the oldest and some spread over the rest. */
const sampleSize = 6;
/** What differs from file to file in more ways than this parts no group. */
const maxValues = 12;

/** Objects whose keys have one shape. Holds as much of few as of many. */
export class KeyGroup {
  readonly sample = new ObjectSample<S3Object>(sampleSize);
  /** An object for each text that a class stands for; null where there are too many. */
  readonly #values = new Map<string, Map<string, S3Object> | null>();

  /** `segments`: those of its key. */
  add(object: S3Object, segments: readonly Segment[]): void {
    this.sample.add(object);
    for (const [segment, parts] of segments.entries()) {
      for (const [part, { kind, ...rest }] of parts.entries()) {
        if (kind !== "text" && "text" in rest) this.#addValue(idOf({ segment, part }), rest.text, object);
      }
    }
  }

  /** Takes what another group holds. */
  absorb(other: KeyGroup): void {
    this.sample.absorb(other.sample);
    for (const [place, values] of other.#values) {
      if (values === null) this.#values.set(place, null);
      else for (const [text, object] of values) this.#addValue(place, text, object);
    }
  }

  /** An object for each text that the class there stands for; null where those are too many. */
  valuesAt(place: SegmentPart): ReadonlyMap<string, S3Object> | null {
    return this.#values.get(idOf(place)) ?? null;
  }

  /** All texts that this segment of its shape has in keys, as far as they are known; else null. */
  textsAt(segments: readonly Segment[], segment: number): ReadonlySet<string> | null {
    const own = segments[segment] ?? [];
    const classes = own.flatMap(({ kind }, part) => (kind === "text" ? [] : [{ segment, part }]));
    const values = classes.map((place) => this.valuesAt(place));
    if (own.some(({ kind }) => kind === "word") || values.some((each) => each === null)) return null;
    // Which values of several classes stand together is not kept.
    if (values.length > 1 && values.some((each) => each !== null && each.size > 1)) return null;
    const [objects] = values;
    const keys =
      objects === undefined || objects === null ? this.#anyKey() : [...objects.values()].map(({ key }) => key);
    return new Set(keys.map((key) => key.split("/")[segment] ?? ""));
  }

  #anyKey(): readonly string[] {
    return this.sample
      .objects()
      .slice(0, 1)
      .map(({ key }) => key);
  }

  #addValue(place: string, text: string, object: S3Object): void {
    const values = this.#values.get(place) ?? (this.#values.has(place) ? null : new Map<string, S3Object>());
    if (values === null) return;
    const known = values.get(text);
    if (known === undefined || object.key < known.key) values.set(text, object);
    this.#values.set(place, values.size > maxValues ? null : values);
  }
}

function idOf({ segment, part }: SegmentPart): string {
  return `${segment}.${part}`;
}
