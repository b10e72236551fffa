using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Expressions.Binding;

/// <summary>What can be wrong with the names in an expression.</summary>
public static class NameCodes
{
    public static Code UnknownParameter { get; } = new("RB0203", Severity.Error, "no parameter has this name", """
        `params.NAME` must be one of the runbook's own parameters. A called runbook sees only what its caller hands over in `with`.

        wrong: {{ params.revison }}
        right: {{ params.revision }}   with `parameters: {revision: {type: dns1035}}` at the top
        """);

    public static Code UnknownName { get; } = new("RB0204", Severity.Error, "a name means nothing here", """
        A name is `params.X`, `steps.ID.outputs.X`, `run.X`, the variable of a loop around the step, or a function. In the
        `outputs` of a run or shell step there are also `stdout`, `stderr` and `exitCode`. Text stands in quotes.

        wrong: {{ revision }}
        right: {{ params.revision }}

        wrong: {{ params.origin == istio }}
        right: {{ params.origin == 'istio' }}
        """);

    public static Code UnknownStep { get; } = new("RB0205", Severity.Error, "no step has this id", """
        `steps.ID` must be the id of a step of the same runbook. Steps of a called runbook are its own affair: it hands values out
        as `outputs`, which are outputs of the step that calls it.

        wrong: {{ steps.instal.outputs.folder }}
        right: {{ steps.install.outputs.folder }}
        """);

    public static Code HiddenStep { get; } = new("RB0206", Severity.Error, "a step's outputs cannot be used here", """
        A step can use only what has surely ended before it starts: no later step, no step of a branch beside it, and not a single
        item's steps from outside their loop. A loop hands out lists, one value for each item, through `outputs` of its own.

        wrong: {{ steps.label.outputs.name }}         where `label` runs inside the loop `move`
        right: {{ steps.move.outputs.names }}         with `outputs: {names: "{{ steps.label.outputs.name }}"}` on `move`
        """);

    public static Code UnknownOutput { get; } = new("RB0207", Severity.Error, "a step has no output of this name", """
        Each name behind `outputs` must stand under `outputs` of that step, or, for a call, of the runbook that it calls.

        wrong: {{ steps.find.outputs.nmaes }}
        right: {{ steps.find.outputs.names }}   with `outputs: {names: "{{ lines stdout }}"}` on `find`
        """);

    public static Code UnknownFunction { get; } = new("RB0208", Severity.Error, "no function has this name", """
        Only the functions of the language can be called; Scriban's own libraries (`string.`, `array.`, ...) are left out.

        wrong: {{ params.name | string.upcase }}
        right: {{ params.name | upper }}
        """);

    public static Code UnknownMember { get; } = new("RB0212", Severity.Error, "a value has no such member", """
        A dot leads into an object, and the object's type must have the member. Text, numbers and lists have none.

        wrong: {{ params.cluster.contxt }}
        right: {{ params.cluster.context }}

        wrong: {{ params.names.size }}
        right: {{ size params.names }}
        """);

    public static Code IncompleteName { get; } = new("RB0219", Severity.Error, "a name stops half way", """
        `params`, `steps`, `run` and `steps.ID` are not values: say which one of what they hold.

        wrong: {{ steps.find.names }}
        right: {{ steps.find.outputs.names }}
        """);

    internal static IEnumerable<Code> All { get; } =
        [UnknownParameter, UnknownName, UnknownStep, HiddenStep, UnknownOutput, UnknownFunction, UnknownMember, IncompleteName];
}
