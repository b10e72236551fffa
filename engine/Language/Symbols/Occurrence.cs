using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Symbols;

/// <summary>A place at which a name stands.</summary>
/// <param name="Location">The name alone, without what stands before its dot and without quotes.</param>
/// <param name="IsDeclaration">Whether the thing is made here, rather than used.</param>
/// <param name="Type">What the name yields here; null for what has no value, such as a step.</param>
public sealed record Occurrence(Symbol Symbol, Location Location, bool IsDeclaration, DataType? Type);
