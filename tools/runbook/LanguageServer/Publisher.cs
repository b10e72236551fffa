using System.Text.Json.Nodes;
using MeshRunbook.Language.Editing;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>Tells the client what is wrong: with each open runbook, and with those on the disk that it calls.</summary>
internal sealed class Publisher(Workspace workspace, MessageStream stream)
{
    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, JsonArray>> _found = new(StringComparer.Ordinal);
    private readonly Queue<string> _waiting = new();

    /// <summary>Whether there may be something to say.</summary>
    public bool IsDue { get; private set; }

    /// <summary>A text has changed, come or gone: every open runbook may rest on it.</summary>
    public void Changed()
    {
        IsDue = true;
        _waiting.Clear();
        foreach (var document in workspace.Documents) _waiting.Enqueue(document.Source.Name);
        foreach (var gone in _found.Keys.Where(name => workspace.Find(name) is null).ToList()) _found.Remove(gone);
    }

    /// <summary>Looks at one document, or says what was found when all have been looked at: requests come between.</summary>
    public void PublishNext()
    {
        if (_waiting.TryDequeue(out var name))
        {
            // Taken off first: what goes wrong with one document must not come again and again.
            _found[name] = [];
            if (workspace.Find(name) is { IsRunbook: true } && workspace.Analyse(name) is { } analysis) _found[name] = Of(analysis);
            return;
        }

        IsDue = false;
        var now = workspace.Documents.Select(document => document.Source.Name).Concat(_found.Values.SelectMany(found => found.Keys)).Distinct().ToList();
        foreach (var file in now) Say(file, Found(file));
        foreach (var file in _said.Keys.Except(now).ToList())
        {
            Say(file, []);
            _said.Remove(file);
        }
    }

    private Dictionary<string, JsonArray> Of(Analysis analysis) => analysis.Diagnostics
        .GroupBy(diagnostic => diagnostic.Location?.Source.Name ?? analysis.Source.Name)
        .ToDictionary(file => file.Key, file => new JsonArray([.. file.Select(diagnostic => DiagnosticMessage.Of(diagnostic, analysis, workspace))]), StringComparer.Ordinal);

    /// <summary>What an open runbook's own look found; of another file, what those that call it found.</summary>
    private JsonArray Found(string file)
    {
        if (_found.TryGetValue(file, out var own)) return own.GetValueOrDefault(file) ?? [];
        return _found.Values.Select(found => found.GetValueOrDefault(file)).FirstOrDefault(found => found is not null) ?? [];
    }

    private void Say(string file, JsonArray diagnostics)
    {
        var document = workspace.Find(file);
        var text = diagnostics.ToJsonString(Json.Line);
        // What was said of an older version is said again, so that the client knows that it still holds.
        if (document is null && _said.GetValueOrDefault(file, "[]") == text) return;
        _said[file] = text;
        var parameters = new JsonObject { ["uri"] = workspace.UriOf(file), ["diagnostics"] = diagnostics.DeepClone() };
        if (document is not null) parameters["version"] = document.Version;
        stream.Write(new() { ["method"] = "textDocument/publishDiagnostics", ["params"] = parameters });
    }
}
