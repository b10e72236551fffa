using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Expressions.Parsing;

/// <summary>What can be wrong with the writing of an expression.</summary>
public static class ParsingCodes
{
    public static Code Malformed { get; } = new("RB0201", Severity.Error, "an expression cannot be read", """
        Between `{{` and `}}` stands one expression: a name, a literal, a call, a comparison, or several of these joined.

        wrong: {{ params.name == }}
        right: {{ params.name == 'payments' }}

        wrong: {{ join params.names ',' ) }}
        right: {{ join params.names ',' }}
        """);

    public static Code NotClosed { get; } = new("RB0202", Severity.Error, "`{{` is not closed", """
        Each `{{` needs a `}}` in the same value. Text that contains two braces is written as an expression that yields them.

        wrong: kubectl get pods -o go-template={{.status}
        right: kubectl get pods -o go-template={{ '{{.status}}' }}
        """);

    public static Code Foreign { get; } = new("RB0213", Severity.Error, "Scriban has this, the language of runbooks does not", """
        Expressions are a subset of Scriban: paths, literals, calls, pipes, comparison, `&&`, `||`, `!` and `??`. Statements,
        arithmetic, assignments and white space control are left out: a runbook says such things with its keys.

        wrong: {{ if params.fast }}--quick{{ end }}
        right: when: "{{ params.fast }}"   on a step of its own

        wrong: {{ a = params.name }}
        right: outputs: {a: "{{ params.name }}"}   and later {{ steps.ID.outputs.a }}
        """);

    public static Code TooLarge { get; } = new("RB0218", Severity.Error, "an expression is too long or too deeply nested", """
        An expression may be nested 64 levels deep and have 1000 parts. Give a step `outputs` for a part of it and use that.

        wrong: {{ ((((((((((... }}
        right: {{ steps.find.outputs.names | join ',' }}
        """);

    internal static IEnumerable<Code> All { get; } = [Malformed, NotClosed, Foreign, TooLarge];
}
