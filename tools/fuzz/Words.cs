namespace MeshRunbook.Fuzz;

/// <summary>What mutations put in.</summary>
internal static class Words
{
    public static string[] Pieces { get; } =
    [
        "{{", "}}", "{", "}", "[", "]", "'", "\"", ":", ": ", "- ", "\n", "\n  ", "  ", "\t", "#", " #", "&a ", "*a", "!x ", "!!str ", "|", ">", "%", "@", "`",
        "\\", "\\u", "\\x4", "? ", ",", "---\n", "...\n", "%YAML 1.2\n", "~", "null", "\u00e4", "\U0001F600", "\u0301", "\u4e16", "\0", "\ufeff", "\u2028",
        "\u202e", "\r", "\r\n", "<<: ", "params.", "steps.", ".outputs.", "(", ")", "|-\n", ">+2\n", "|9\n", "''", "\"\"", "-", "--", "==", "??", "?.", "$", "$(",
    ];

    public static string[] Values { get; } =
    [
        "", "~", "null", "true", "yes", "0", "-1", "1.5", "0777", "1e9", "9223372036854775808", ".inf", "[]", "{}", "[a, b]", "[[a]]", "{a: b}", "{a: {b: [c]}}", "a",
        "a b", "A_b", "-a", "a-", "90", "90s", "1h30m", "0s", "99999999d", "1.0.0", "1.0", ">=1.20", "https://shop.example", "deployment/web", "deployment", "citadel",
        "sha256:abc", "\"{{ params.text }}\"", "{{ params.text }}", "'{{ '", "\"}}\"", "*a", "&a b", "!x y", "|\n    a\n", ">-\n    a\n     b\n", "[a,b]", "{\"a\":1}",
        "[\"a\",", "blocks/survey.yaml", "distribute-root.yaml", "../tests/Cases/everything/runbook.yaml", ".", "/", "kubectl delete ns a", "echo 'a", "echo \"$A\" | b",
        "\"\\ud83d\"", "\u202e", "a\u00a0b", "(a+)+b", "[a-z", new('a', 300),
    ];

    public static string[] Keys { get; } =
    [
        "id", "run", "shell", "wait", "verify", "approve", "forEach", "parallel", "call", "checkpoint", "with", "as", "key", "first", "gate", "maxParallel", "maxFailures",
        "steps", "when", "timeout", "retry", "probe", "outputs", "env", "title", "every", "exists", "labels", "that", "command", "trust", "type", "items", "default", "values",
        "properties", "pattern", "optional", "secret", "parameters", "metadata", "rollback", "requires", "lock", "cluster", "apiVersion", "kind", "name", "<<", "\"\"", "x",
    ];

    public static string[] Operands { get; } =
    [
        "params.text", "params.names", "params.number", "params.flag", "params.maybe", "params.token", "params.any", "params.none", "params", "item", "item.a", "item?.b",
        "steps.one.outputs.lines", "steps.two.outputs.x", "steps.one", "run.id", "run.folder", "stdout", "exitCode", "1", "-1", "0", "9223372036854775807", "9223372036854775808",
        "'a'", "\"b\\n\"", "''", "'\\u12'", "true", "null", "[]", "x", "if", "for", "a.b.c", "..", "$x", "1.5", "@f", "'}}'",
    ];

    public static string[] Operators { get; } = ["==", "!=", "<", "<=", ">", ">=", "&&", "||", "??", "+", "-", "/", "=", "?", ".", "?.", ",", "and", "\n"];

    public static IReadOnlyList<string> Functions { get; } =
        ["basename", "concat", "contains", "default", "dirname", "ends_with", "fingerprint", "first", "flag", "flags", "join", "json", "keys", "last", "lines", "lower", "map",
        "prefix_each", "replace", "size", "slug", "sort", "split", "starts_with", "to_json", "trim", "unique", "upper", "where", "without", "length", "string.upcase", "!", "not"];
}
