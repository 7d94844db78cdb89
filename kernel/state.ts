/** Room for the numbers that a kernel shares with the program. */
const state = memory.data(256);

/** Where they are in memory. */
export function stateAt(): usize {
  return state;
}

/** The first byte of the memory that is free for the program. */
export function freeFrom(): usize {
  return __heap_base;
}

export function get(word: i32): i32 {
  return load<i32>(state + (word << 2));
}

export function set(word: i32, value: i32): void {
  store<i32>(state + (word << 2), value);
}

/** The same for a number that is a place in memory. */
export function getPlace(word: i32): usize {
  return load<usize>(state + (word << 2));
}

export function setPlace(word: i32, value: usize): void {
  store<usize>(state + (word << 2), value);
}
