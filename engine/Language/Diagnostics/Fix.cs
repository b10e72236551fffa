using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Diagnostics;

/// <summary>An edit that corrects a mistake: a text in place of what stands at a location.</summary>
public sealed record Fix(Location Location, string Text);
