using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;

namespace MeshRunbook.Language.Steps;

/// <summary>`run`: a command, started without a shell.</summary>
internal sealed class RunKind() : StepKind(
    "Runs a command without a shell. It is split into words before values are put in, so that no value can become a second argument.",
    [Command, Success, .. CommonKeys.OfAll, .. CommonKeys.OfCommands])
{
    private static readonly Key<CommandTemplate> Command = new("run", CommandShape.Instance,
        "The command, split into words as a shell would, but without variables, pipes and redirections. A word that is one whole " +
        "template and yields a list becomes that many arguments.")
    {
        IsRequired = true,
        Example = "kubectl get namespaces",
    };

    private static readonly Key<ImmutableArray<int>> Success = new("success", new ListShape<int>(new IntegerShape(0, 255)) { AllowsOne = true },
        "Exit statuses that count as success; [0] where not given.") { Example = "[0, 2]" };

    public override CompiledStep Compile(string id, Fields fields, Place place)
    {
        var command = fields.Read(Command, place);
        var codes = fields.Read(Success, place);
        var step = new RunStep(id, command, fields.Location) { SuccessCodes = codes.IsEmpty ? [0] : codes };
        if (MutatingCommands.Describe(command) is { } what) MissingProbe.Report(what, id, fields, fields.LocationOf(Command), place);
        return new(step, place.Names with { HasResult = true }, place.Names);
    }
}
