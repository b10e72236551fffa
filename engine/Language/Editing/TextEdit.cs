using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Editing;

/// <summary>A text in place of what stands at a location.</summary>
public sealed record TextEdit(Location Location, string Text);
