using System.Collections.Immutable;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Expressions;

/// <summary>
/// A command line that was split into words as a shell would, before any value is known: a value never becomes a second
/// argument, but a word that is one whole expression and yields a list becomes that many arguments.
/// </summary>
public sealed record CommandTemplate(ImmutableArray<Template> Words, Location Location);
