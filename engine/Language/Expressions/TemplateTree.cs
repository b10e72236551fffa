using System.Collections.Immutable;

namespace MeshRunbook.Language.Expressions;

/// <summary>A YAML value whose texts are templates.</summary>
public abstract record TemplateTree
{
    private protected TemplateTree() { }
}

/// <summary>A template, or a plain YAML scalar of the type that its key asks for, held as a literal.</summary>
public sealed record TemplateLeaf(Template Template) : TemplateTree;

public sealed record TemplateList(ImmutableArray<TemplateTree> Items) : TemplateTree;

public sealed record TemplateMap(ImmutableArray<KeyValuePair<string, TemplateTree>> Entries) : TemplateTree;
