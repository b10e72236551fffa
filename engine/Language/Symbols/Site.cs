using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;

namespace MeshRunbook.Language.Symbols;

/// <summary>A text in which expressions may stand, with the names that they may use.</summary>
/// <param name="Words">What became of it: one template, or the words of a command.</param>
public sealed record Site(TemplateSource Source, Names Names, ImmutableArray<Template> Words, bool IsCommand);
