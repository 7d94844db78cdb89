import { expect, test, vi } from "vitest";
import { noteInput, onceInputIsLarge } from "./large-input.ts";

test("a run reads much, which is told once, when large chunks add up and not when small objects do", () => {
  const told = vi.fn<() => void>();
  onceInputIsLarge(told);
  for (let object = 0; object < 1000; object++) noteInput(16 * 1024 - 1);
  for (let chunk = 0; chunk < 63; chunk++) noteInput(64 * 1024);
  expect(told).not.toHaveBeenCalled();
  for (let chunk = 0; chunk < 100; chunk++) noteInput(64 * 1024);
  expect(told).toHaveBeenCalledOnce();
});
