using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.ControlPlanes;

namespace MeshSim.Running;

/// <summary>One way into a simulated cluster.</summary>
internal sealed record KubeconfigEntry(string Context, Uri Server, string AuthorityPem, string Token);

/// <summary>A kubeconfig file: read, and merged with entries, without losing what else it holds.</summary>
internal sealed class Kubeconfig
{
    private readonly JsonObject _content;

    private Kubeconfig(JsonObject content) => _content = content;

    /// <summary>The file's content; an empty configuration when it is missing or no YAML.</summary>
    public static Kubeconfig Read(string file) => new(File.Exists(file) ? YamlText.TryObject(File.ReadAllText(file)) ?? Empty() : Empty());

    public string CurrentContext
    {
        get => _content.Text("current-context") ?? "";
        set => _content["current-context"] = value;
    }

    /// <summary>The server that a context leads to, or null.</summary>
    public string? ServerOf(string context)
    {
        var cluster = Find("contexts", context)?.Text("context", "cluster");
        return cluster is null ? null : Find("clusters", cluster)?.Text("cluster", "server");
    }

    /// <summary>The bearer token of a context's user, or null.</summary>
    public string? TokenOf(string context)
    {
        var user = Find("contexts", context)?.Text("context", "user");
        return user is null ? null : Find("users", user)?.Text("user", "token");
    }

    public void Set(KubeconfigEntry entry)
    {
        Put("clusters", entry.Context, "cluster", new()
        {
            ["certificate-authority-data"] = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(entry.AuthorityPem)),
            ["server"] = entry.Server.AbsoluteUri.TrimEnd('/'),
        });
        Put("contexts", entry.Context, "context", new() { ["cluster"] = entry.Context, ["user"] = entry.Context });
        Put("users", entry.Context, "user", new() { ["token"] = entry.Token });
    }

    /// <summary>Writes the file for its owner alone.</summary>
    public void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        PrivateFile.Write(file, BlockYaml.Write(_content));
    }

    private static JsonObject Empty() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = new JsonArray(),
        ["contexts"] = new JsonArray(),
        ["current-context"] = "",
        ["preferences"] = new JsonObject(),
        ["users"] = new JsonArray(),
    };

    private JsonObject? Find(string list, string name) => _content.Objects(list).FirstOrDefault(item => item.Text("name") == name);

    private void Put(string list, string name, string field, JsonObject value)
    {
        if (_content[list] is not JsonArray items) _content[list] = items = [];
        if (Find(list, name) is { } old) items.Remove(old);
        items.Add((JsonNode)new JsonObject { ["name"] = name, [field] = value });
    }
}
