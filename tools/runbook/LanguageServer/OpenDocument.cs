using System.Text.Json.Nodes;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>A text that the client has open: it counts, whatever the disk says.</summary>
internal sealed class OpenDocument(string uri, string languageId, int version, SourceText source)
{
    /// <summary>As the client writes it.</summary>
    public string Uri { get; } = uri;

    public int Version { get; private set; } = version;

    public SourceText Source { get; private set; } = source;

    /// <summary>Whether it is one to say something about.</summary>
    public bool IsRunbook => languageId == "runbook" || RunbookText.Is(Source);

    /// <summary>Takes changes in their order; one without a range is the whole text.</summary>
    public void Change(int version, JsonArray changes)
    {
        foreach (var change in changes)
        {
            if ((string?)change?["text"] is not { } text) throw RequestProblem.Params("a change needs a `text`");
            if (change["range"] is { } range)
            {
                var (from, to) = (Positions.Offset(Source, range["start"]), Positions.Offset(Source, range["end"]));
                text = string.Concat(Source.Content.AsSpan(0, Math.Min(from, to)), text, Source.Content.AsSpan(Math.Max(from, to)));
            }

            Source = new(Source.Name, text);
        }

        Version = version;
    }
}
