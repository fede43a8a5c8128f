import { expect, test } from 'vitest'
import { unroll } from '../../src/gpu/repeat.ts'

test('a loop is written out once for each number', () => {
  expect(unroll('a\n#repeat i 3\n  x$i = $iu;\n#end\nb', {})).toBe('a\n  x0 = 0u;\n  x1 = 1u;\n  x2 = 2u;\nb')
})

test('loops nest, and take their counts from constants', () => {
  const text = '#repeat r ROWS\n#repeat c 2\n$r_$c\n#end\n#end'
  expect(unroll(text, { ROWS: 2 })).toBe('0_0\n0_1\n1_0\n1_1')
})

test('a loop of no turns leaves nothing, text without loops stays as it is', () => {
  expect(unroll('#repeat i NONE\n$i\n#end', { NONE: 0 })).toBe('')
  expect(unroll('cost: $5\n  #repeated', {})).toBe('cost: $5\n  #repeated')
})

test('what does not fit together is refused', () => {
  expect(() => unroll('#repeat i 2\nx', {})).toThrow(SyntaxError)
  expect(() => unroll('x\n#end', {})).toThrow(SyntaxError)
  expect(() => unroll('#repeat i ROWS\nx\n#end', {})).toThrow(SyntaxError)
  expect(() => unroll('#repeat i K\nx\n#end', { K: { f32: 1.5 } })).toThrow(SyntaxError)
})
