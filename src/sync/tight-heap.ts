import { holdYoung, v8 } from "../v8.ts";

/**
 * Objects. With fewer that are due, the heap stays small whatever V8 does; to search it for garbage more often would
 * take a quarter more CPU.
 */
const many = 20_000;

/**
 * Percent by which the heap may grow before it is searched for garbage. Node would wait until it has doubled or more, and a
 * run over hundreds of thousands of files would take a third more memory than it must.
 */
const growth = 20;
/** Where little is held and much garbage is made: on a busy machine, Node would wait until the heap is five times as large. */
const growthOfLittle = 100;

/** Keeps the heap small from now on, where so many objects are held that it would become large. */
export function tightenHeap(objects: number): void {
  if (objects <= many) return;
  limitGrowth(growth);
}

/** Keeps the heap from growing many times over what is held. Costs nothing while that is small. */
export function boundHeap(): void {
  limitGrowth(growthOfLittle);
}

function limitGrowth(percent: number): void {
  holdYoung();
  v8().setFlagsFromString(`--heap-growing-percent=${percent}`);
}
