using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Formatting;

/// <summary>What stands around an entry of a mapping or an item of a list.</summary>
internal sealed class Surroundings
{
    /// <summary>Comments on lines of their own above it.</summary>
    public List<Comment> Above { get; } = [];

    /// <summary>Comments behind it on its line.</summary>
    public List<Comment> Beside { get; } = [];

    /// <summary>Comments behind the last of what lies inside it, indented like that.</summary>
    public List<Comment> Below { get; } = [];

    /// <summary>Whether an empty line stands right above it, below its comments.</summary>
    public bool IsAfterBlank { get; set; }
}

/// <summary>Which comments belong to which node, and which collections are written on one line.</summary>
internal sealed class Layout
{
    private const int Width = 120;

    private readonly SourceText _source;
    private readonly List<Comment> _comments;
    private readonly Dictionary<YamlNode, Surroundings> _around = new(ReferenceEqualityComparer.Instance);
    private int _next;

    public Layout(SourceText source, YamlNode root)
    {
        _source = source;
        _comments = Comment.In(source, root);
        Place(root, Around(root), source.Content.Length, column: 0, isFirst: true);
        Around(root).Below.AddRange(_comments[_next..]);
    }

    /// <param name="node">The key of an entry, an item of a list, or the root.</param>
    public Surroundings Around(YamlNode node) => _around.TryGetValue(node, out var found) ? found : _around[node] = new();

    /// <summary>Whether a collection has a line for each of its parts; the others stand in brackets on one.</summary>
    public bool IsBlock(YamlNode node)
    {
        if (node is YamlScalar or YamlSequence { Items.Length: 0 } or YamlMapping { Entries.Length: 0 }) return false;
        if (!IsFlow(node)) return true;
        var (start, end) = (LineOf(node.Location.Span.Start), LineOf(node.Location.Span.End));
        return start != end && (node.Location.Span.Length > Width || HasLines(node) || _comments.Exists(comment => IsIn(comment, node)));
    }

    private bool IsFlow(YamlNode node) => node.Location.Span.Start < _source.Content.Length
        && (_source.Content[node.Location.Span.Start], node) is ('[', YamlSequence) or ('{', YamlMapping);

    private bool HasLines(YamlNode node) => node switch
    {
        YamlScalar scalar => LineOf(scalar.Location.Span.Start) != LineOf(scalar.Location.Span.End),
        YamlSequence sequence => sequence.Items.Any(HasLines),
        YamlMapping mapping => mapping.Entries.Any(entry => HasLines(entry.Key) || HasLines(entry.Value)),
        _ => false,
    };

    /// <param name="limit">Where what follows begins.</param>
    /// <param name="column">The column of the key or the hyphen that the collection stands behind: what is indented more lies in it.</param>
    private void Place(YamlNode node, Surroundings owner, int limit, int column, bool isFirst)
    {
        var parts = node switch
        {
            YamlMapping mapping => mapping.Entries.Select(entry => ((YamlNode)entry.Key, entry.Value)).ToList(),
            YamlSequence sequence => sequence.Items.Select(item => (item, item)).ToList(),
            _ => [],
        };
        for (var i = 0; i < parts.Count; i++)
        {
            var (part, value) = parts[i];
            var around = Around(part);
            var start = part.Location.Span.Start;
            Take(comment => comment.Start < start, around.Above);
            if (!isFirst || around.Above.Count > 0) around.IsAfterBlank = Comment.IsBlank(_source, LineOf(start) - 1);
            isFirst = false;
            if (!IsBlock(value))
            {
                var end = value.Location.Span.End;
                Take(comment => comment.Start < end, around.Above);
                Take(comment => !comment.IsAlone && comment.Line == LineOf(end), around.Beside);
                continue;
            }

            var first = FirstOf(value);
            var line = LineOf(part.Location.Span.Start);
            if (part != value || IsFlow(value)) Take(comment => !comment.IsAlone && comment.Line == line && comment.Start < first, around.Beside);
            Place(value, around, i + 1 < parts.Count ? parts[i + 1].Item1.Location.Span.Start : limit, ColumnOf(node, part), isFirst: true);
        }

        if (IsFlow(node)) Take(comment => comment.Start < node.Location.Span.End, owner.Below);
        else Take(comment => comment.IsAlone && comment.Start < limit && comment.Column > column, owner.Below);
        if (IsFlow(node)) Take(comment => !comment.IsAlone && comment.Line == LineOf(node.Location.Span.End), owner.Beside);
    }

    private static int FirstOf(YamlNode node) => node switch
    {
        YamlMapping { Entries: [var entry, ..] } => entry.Key.Location.Span.Start,
        YamlSequence { Items: [var item, ..] } => FirstOf(item),
        _ => node.Location.Span.Start,
    };

    private void Take(Func<Comment, bool> belongs, List<Comment> to)
    {
        while (_next < _comments.Count && belongs(_comments[_next])) to.Add(_comments[_next++]);
    }

    /// <summary>The column at which a part of a collection begins: in a list, that of its hyphen.</summary>
    private int ColumnOf(YamlNode node, YamlNode part)
    {
        var place = node is YamlSequence ? node.Location.Span.Start : part.Location.Span.Start;
        return _source.PositionOf(place).Column;
    }

    private static bool IsIn(Comment comment, YamlNode node) =>
        comment.Start > node.Location.Span.Start && comment.Start < node.Location.Span.End;

    private int LineOf(int offset) => _source.PositionOf(offset).Line;
}
