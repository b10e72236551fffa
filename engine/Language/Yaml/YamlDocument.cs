namespace MeshRunbook.Language.Yaml;

/// <summary>What could be read of a YAML text.</summary>
/// <param name="Root">Null where there is nothing, or nothing readable; the diagnostics say which.</param>
/// <param name="IsCut">Whether reading ended early at a mistake of syntax.</param>
public sealed record YamlDocument(YamlNode? Root, bool IsCut);
