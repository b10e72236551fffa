using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Plans;

/// <summary>A parameter of a runbook. Its type is optional where it may be left out and has no default.</summary>
public sealed record Parameter(string Name, DataType Type, Value? Default, string? Description, bool IsSecret, Location Location)
{
    public bool IsRequired => Default is null && !Type.IsOptional;
}
