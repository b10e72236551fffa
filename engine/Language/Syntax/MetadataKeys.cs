using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Syntax;

/// <summary>What a runbook says of itself.</summary>
internal sealed record Metadata(string Name, string Version, string Title, string? Description, string? Rollback, Location? RollbackLocation);

/// <summary>The keys of `metadata`.</summary>
internal static class MetadataKeys
{
    private static readonly Key<string> Name = new("name", NameShapes.Runbook, "The runbook's name, in journals and lists. It should never change.")
    {
        IsRequired = true,
        Example = "distribute-root",
    };

    private static readonly Key<string> Version = new("version", new TextShape("a semantic version such as 1.0.0")
    {
        IsValid = text => TextFormats.Problem(text, TextFormat.Semver) is null,
        Pattern = @"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$",
    }, "The version of the procedure.") { IsRequired = true, Example = "1.0.0" };

    private static readonly Key<string> Title = new("title", TextShape.Any, "What the runbook does, in a few words.")
    {
        IsRequired = true,
        Example = "Distribute the root of trust",
    };

    private static readonly Key<string> Description = new("description", TextShape.Any, "When to use it, and what to know before.");

    private static readonly Key<string> Rollback = new("rollback", TextShape.Any,
        "The path, relative to this file, of the runbook that takes a run of this one back.") { Example = "rollback-distribute-root.yaml" };

    public static Form Form { get; } = new("`metadata`", Name, Version, Title, Description, Rollback);

    public static Metadata Nothing { get; } = new("", "", "", null, null, null);

    public static Metadata Build(Fields fields, Place place) => new(
        fields.Read(Name, place), fields.Read(Version, place), fields.Read(Title, place), fields.Optional(Description, place),
        fields.Optional(Rollback, place), fields[Rollback]?.Location);
}
