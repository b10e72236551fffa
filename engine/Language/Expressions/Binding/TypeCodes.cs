using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Expressions.Binding;

/// <summary>What can be wrong with the types in an expression.</summary>
public static class TypeCodes
{
    public static Code ArgumentCount { get; } = new("RB0209", Severity.Error, "a function got too many or too few arguments", """
        Arguments stand behind the function's name, with spaces between; a pipe brings the first one. A call that is itself an
        argument stands in parentheses.

        wrong: {{ join params.names }}
        right: {{ join params.names ',' }}

        wrong: {{ join sort params.names ',' }}
        right: {{ join (sort params.names) ',' }}
        """);

    public static Code WrongType { get; } = new("RB0210", Severity.Error, "a value has the wrong type", """
        Each place asks for a type: `when` for boolean, `forEach` for list, a function's parameter for what its signature says.

        wrong: {{ join params.name ',' }}
        right: {{ join params.names ',' }}

        wrong: when: "{{ params.origin }}"
        right: when: "{{ params.origin == 'istio' }}"
        """);

    public static Code MayBeAbsent { get; } = new("RB0211", Severity.Error, "a value may be absent", """
        Optional parameters without a default, and outputs of steps that may be skipped, may have no value. Say what is to be used
        instead. In a command, `flag` leaves an option out together with its value.

        wrong: --context {{ params.context }}
        right: --context {{ params.context ?? 'default' }}
        right: {{ flag '--context' params.context }}
        """);

    public static Code NeverEqual { get; } = new("RB0214", Severity.Error, "a comparison that cannot come out both ways", """
        Values of different kinds are never meant to be equal, an enum equals only its own values, a value that is always there is
        never null, and lists are compared by what is in them.

        wrong: {{ params.origin == 'isto' }}      where origin is enum<istio|asm>
        right: {{ params.origin == 'istio' }}

        wrong: {{ params.names == [] }}
        right: {{ (size params.names) == 0 }}
        """);

    public static Code AlwaysTrue { get; } = new("RB0215", Severity.Error, "a value that always counts as true", """
        As in Scriban only false and null count as false: empty text, 0 and an empty list count as true. So text, a number or a list
        that is always there decides nothing: compare it.

        wrong: {{ params.name && params.fast }}
        right: {{ params.name != '' && params.fast }}
        """);

    public static Code NoTextForm { get; } = new("RB0216", Severity.Error, "a list or an object in text", """
        How a list is to be written is for the runbook to say. In a command, a word that is nothing but a list becomes one argument
        for each item.

        wrong: "namespaces: {{ params.namespaces }}"
        right: "namespaces: {{ join params.namespaces ', ' }}"
        """);

    public static Code BadValue { get; } = new("RB0217", Severity.Error, "a value that its type does not allow", """
        Text without a template is checked at once: a duration is written 90s, 30m, 24h or 1h30m, an enum allows only its own values.

        wrong: timeout: 5 minutes
        right: timeout: 5m
        """);

    public static Code NeedlessFallback { get; } = new("RB0220", Severity.Warning, "a fallback that is never used", """
        The value before `??` is always there, so what follows is never used. For empty text there is `default`.

        wrong: {{ run.id ?? 'none' }}
        right: {{ run.id }}
        right: {{ params.name | default 'none' }}
        """);

    public static Code OperatorInArgument { get; } = new("RB0221", Severity.Error, "an operator among arguments", """
        Scriban takes an operator behind an argument as part of that argument: `size x > 0` is `size (x > 0)`. As that is hardly ever
        meant, parentheses must say which of the two it is.

        wrong: {{ size params.names > 0 }}
        right: {{ (size params.names) > 0 }}

        wrong: {{ join params.names ?? [] ',' }}
        right: {{ join (params.names ?? []) ',' }}
        """);

    internal static IEnumerable<Code> All { get; } =
        [ArgumentCount, WrongType, MayBeAbsent, NeverEqual, AlwaysTrue, NoTextForm, BadValue, NeedlessFallback,
            OperatorInArgument];
}
