# What 3.14 brings: template strings and except without brackets.
name, width, items = "a", 8, [1, 2]
t"" t'{name}' T"x{name!r:>{width}}y" tr'\d{name}' Rt"{ name = }"
t'''
{
    name  # a comment
    :{width}.{3}f
}
'''
t"{[x for x in items if x]}" t"{(lambda: name)()}" t"{t'{f"{name}"}'}" t"{name!s}" t"{{}} {{{name}}}" t"{name:%H:%M}"
f"{t'{name}'}"
t"{name
}" t"{'a' 'b'}" t"\N{EM DASH}{name}"
x = (t"{a}" t"{b}")


def f():
    try:
        pass
    except ValueError, TypeError:
        pass
    except a.b, (c, d), e[0]:
        pass
    try:
        pass
    except* A, B:
        pass
    for x in *a, *b:
        with (open(t"{x}") as f, g() as h):
            yield t"{(yield)}"


type T[A = int, *B = *tuple[int, ...], **C = [int]] = A
