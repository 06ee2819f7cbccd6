"""Tests of source.py: what it must see, and what must not fool it."""

import unittest

import source


def names(text):
    return [function.name for function in source.functions(text)]


class Blank(unittest.TestCase):
    def test_keeps_lines_and_columns(self):
        text = 'int a; // one\n/* two\nthree */ const char* b = "four";\n'
        self.assertEqual(len(source.blank(text)), len(text))
        self.assertEqual(source.blank(text).count("\n"), text.count("\n"))

    def test_takes_out_comments_and_literals(self):
        for text in ("// gone", "/* gone */", '"gone"', 'R"(gone)"', 'R"x(")gone)x"', "'\\''"):
            self.assertNotIn("gone", source.blank(text))
        self.assertNotIn("{", source.blank("'{'"))
        self.assertNotIn("{", source.blank('"\\"{"'))

    def test_digit_separators_are_no_quotes(self):
        self.assertIn("{", source.blank("f(1'000) { g('x'); }"))

    def test_a_comment_ends_at_its_line(self):
        self.assertIn("stays", source.blank("// it's\nstays"))

    def test_literals_can_be_kept(self):
        self.assertIn('"lmdb.h"', source.blank('#include "lmdb.h"  // no', keep_literals=True))


class Functions(unittest.TestCase):
    def test_finds_each_shape_of_function(self):
        for text, expected in (
            ("int Free() { return 1; }", "Free"),
            ("namespace a::b {\nint Inner() { return 1; }\n}", "Inner"),
            ("class A final : public B {\n public:\n  int Get() const { return 1; }\n};", "Get"),
            ("A::A(int b) : b_{b}, c_(1), d_{} { Run(); }", "A::A"),
            ("A::~A() { Close(); }", "A::~A"),
            ("template <typename T>\n  requires(!std::same_as<T, bool>)\nA::A(T t) {}", "A::A"),
            ("template <class T = int> struct X { T Get() { return {}; } };", "Get"),
            ("TEST(Suite, Case) { EXPECT_EQ(1, 1); }", "TEST"),
            ("auto F() -> std::vector<int> { return {}; }", "F"),
            ("struct Pair Make() { return {}; }", "Make"),
            ("struct alignas(64) Slot { int Get() { return 1; } };", "Get"),
            ("[[noreturn]] void Fail(const char* why) { abort(); }", "Fail"),
            ('extern "C" int LLVMFuzzerTestOneInput(const char* d) { return 0; }',
             "LLVMFuzzerTestOneInput"),
            ('extern "C" { int f() { return 0; } }', "f"),
            ("asio::awaitable<void> Serve(Socket s) { co_return; }", "Serve"),
            ("static constexpr int F(int a = 1) noexcept { return a; }", "F"),
        ):
            with self.subTest(text=text):
                self.assertEqual(names(text), [expected])

    def test_finds_operators(self):
        self.assertEqual(len(names("bool operator==(A a, B b) { return true; }")), 1)
        self.assertEqual(len(names("struct A { int operator()(int x) { return x; } };")), 1)
        self.assertEqual(len(names("struct A { operator bool() const { return true; } };")), 1)

    def test_passes_over_what_is_no_function(self):
        for text in (
            "int table[] = {1, 2, 3};",
            "constexpr std::array<int, 2> kTable{1, 2};",
            "enum class Kind : uint8_t { kA, kB };",
            "struct Point { int x = 0; int y{1}; };",
            "#define BODY(x) do { x; } while (false)\nint a;",
            "template <typename T> concept C = requires(T t) { t.Run(); };",
            "int Declared(int a);",
        ):
            with self.subTest(text=text):
                self.assertEqual(names(text), [])

    def test_goes_on_behind_initializers(self):
        self.assertEqual(names("int t[] = {1};\nint F() { return 1; }"), ["F"])
        self.assertEqual(names("const A kA{1, {2}};\nint F() { return 1; }"), ["F"])

    def test_measures_from_signature_to_closing_brace(self):
        text = "// It.\nint F(int a,\n      int b) {\n  return a;\n}\n\nint G() { return 1; }\n"
        self.assertEqual(
            source.functions(text),
            [source.Function("F", 2, 4), source.Function("G", 7, 1)],
        )

    def test_a_label_and_a_comment_do_not_count(self):
        text = "class A {\n public:\n  // Long\n  // story.\n  int F() {\n    return 1;\n  }\n};\n"
        self.assertEqual(source.functions(text), [source.Function("F", 5, 3)])

    def test_braces_in_bodies_and_literals_do_not_mislead(self):
        text = 'void F() {\n  f = [] { return "}"; };\n  if (a) { b(\'{\'); }\n}\nvoid G() {}\n'
        self.assertEqual(
            source.functions(text),
            [source.Function("F", 1, 4), source.Function("G", 5, 1)],
        )

    def test_preprocessor_branches_do_not_mislead(self):
        text = "#if A\n#define X {\n#endif\nvoid F() {}\n"
        self.assertEqual(names(text), ["F"])


if __name__ == "__main__":
    unittest.main()
