using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Syntax;

/// <summary>What can be wrong with the structure of a runbook: RB04xx.</summary>
public static class StructureCodes
{
    public static Code UnknownKey { get; } = new("RB0401", Severity.Error, "unknown key",
        "The key does not exist at this place. If it is misspelt, the nearest key is suggested; if it exists elsewhere, the " +
        "message says where it belongs.");

    public static Code MissingKey { get; } = new("RB0402", Severity.Error, "required key is missing",
        "The mapping cannot be understood without this key.");

    public static Code WrongShape { get; } = new("RB0403", Severity.Error, "value of another kind expected",
        "Text, a number, a list or a mapping stands where something else is asked for. Values have the type that their key asks " +
        "for: `yes` is text, not true; a number in quotes is text.");

    public static Code NoValue { get; } = new("RB0404", Severity.Error, "key without a value",
        "After the key stands nothing, `~` or `null`. An absent value is written by leaving the key out; the texts themselves " +
        "need quotes.");

    public static Code NoKind { get; } = new("RB0405", Severity.Error, "step or condition without a kind",
        "A step says what it does with exactly one of the keys run, shell, wait, verify, approve, forEach, parallel, call, " +
        "checkpoint. A condition says with one key what it asks.");

    public static Code SeveralKinds { get; } = new("RB0406", Severity.Error, "step or condition with several kinds",
        "One step does one thing, and one condition asks one thing. Make two of them.");

    public static Code BadName { get; } = new("RB0407", Severity.Error, "name is not well formed",
        "Ids and checkpoints begin with a lower-case letter and go on with letters, digits and `_`; parameters, outputs and loop " +
        "variables begin with a letter or `_`. Names of runbooks are RFC 1035 labels: lower-case letters, digits and hyphens.");

    public static Code DuplicateName { get; } = new("RB0408", Severity.Error, "name used twice",
        "Ids of steps, checkpoints and branches are unique in a file, because journal, logs and resume call steps by them. The items " +
        "of a list that names things, such as an enum's values or a loop's items, stand there once.");

    public static Code ReservedName { get; } = new("RB0409", Severity.Error, "name hides another",
        "A loop variable may not have the name of a function, of a root such as `params`, or of the variable of an enclosing " +
        "loop: a reader could not tell which one an expression means.");

    public static Code CheckpointInside { get; } = new("RB0410", Severity.Error, "checkpoint inside a loop or a branch",
        "A checkpoint says that everything before it is done. Inside `forEach` and `parallel` other items and branches are still " +
        "under way, so it could not say that. Put it after the loop, or between two loops.");

    public static Code OutOfRange { get; } = new("RB0411", Severity.Error, "value out of range",
        "The number, text or list is smaller or larger than the key allows.");

    public static Code BadFormat { get; } = new("RB0412", Severity.Error, "text is not well formed",
        "The text does not have the form that its key asks for: a duration, a version, a pattern, the name of an object.");

    public static Code NotApplicable { get; } = new("RB0413", Severity.Error, "key does not apply here",
        "The key exists here, but only together with another key or type, or not together with the one that is given.");

    public static Code BadDefault { get; } = new("RB0414", Severity.Error, "default does not fit",
        "A default must be a value of the parameter's own type, and a secret or optional parameter has none.");

    public static Code WrongVersion { get; } = new("RB0415", Severity.Error, "not a runbook of this version",
        "The first lines of a runbook are `apiVersion: meshrunbook/v1` and `kind: Runbook`. A file that says otherwise was made " +
        "for another program or another version of this one.");

    public static Code NoProbe { get; } = new("RB0416", Severity.Warning, "step changes something and has no probe",
        "If the engine dies while this step runs, nobody knows whether its effect is there. With a `probe` the engine finds out " +
        "by itself on resume; without one a person must look and decide.");

    public static Code UnusedParameter { get; } = new("RB0417", Severity.Warning, "parameter is not used",
        "No expression of the runbook uses this parameter: a leftover, or a value that someone forgot to pass on.");

    public static Code TemplateInScript { get; } = new("RB0418", Severity.Error, "template in a shell script",
        "A value put into the text of a script could become a second command. Values reach a script as environment variables: " +
        "`env: {NAME: \"{{ params.x }}\"}`, and \"$NAME\" in the script.");

    public static Code NoRollback { get; } = new("RB0419", Severity.Warning, "nothing to roll back with",
        "A gate says `onReject: rollback`, but the runbook names no runbook that takes it back in `metadata.rollback`. If it is " +
        "run by itself, a rejection can only stop it.");

    public static ImmutableArray<Code> All { get; } =
    [
        UnknownKey, MissingKey, WrongShape, NoValue, NoKind, SeveralKinds, BadName, DuplicateName, ReservedName, CheckpointInside,
        OutOfRange, BadFormat, NotApplicable, BadDefault, WrongVersion, NoProbe, UnusedParameter,
        TemplateInScript, NoRollback,
    ];
}
