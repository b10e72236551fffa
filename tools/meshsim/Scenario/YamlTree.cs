using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MeshSim.Scenario;

/// <summary>A YAML file and those it extends as one tree that still knows where each node stands.</summary>
internal sealed class YamlTree
{
    private const int DeepestExtends = 8;
    private const long LargestFile = 1 << 20;
    private readonly Dictionary<YamlNode, string> _files = new(ReferenceEqualityComparer.Instance);
    private readonly List<ScenarioProblem> _problems = [];

    public IReadOnlyList<ScenarioProblem> Problems => _problems;

    /// <summary>Reads <paramref name="file"/>; <c>extends: FILE</c> is looked up beside it. Maps are merged key by key, lists replaced.</summary>
    public YamlMappingNode Load(string file) => Load(file, depth: 0);

    public void Report(YamlNode node, string message) =>
        _problems.Add(new(FileOf(node), (int)node.Start.Line, (int)node.Start.Column, message));

    /// <summary>Throws <see cref="InvalidScenarioException"/> if anything was reported.</summary>
    public void ThrowIfInvalid()
    {
        if (_problems.Count > 0)
            throw new InvalidScenarioException([.. _problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)]);
    }

    private string FileOf(YamlNode node) => _files.GetValueOrDefault(node, "scenario");

    private YamlMappingNode Load(string file, int depth)
    {
        var root = Parse(file);
        foreach (var node in root.AllNodes) _files[node] = file;
        if (!root.Children.TryGetValue(new YamlScalarNode("extends"), out var extends)) return root;
        root.Children.Remove(new YamlScalarNode("extends"));
        if (extends is not YamlScalarNode { Value: { Length: > 0 } name })
        {
            Report(extends, "`extends` takes the name of a scenario file");
            return root;
        }

        if (depth == DeepestExtends)
        {
            Report(extends, $"more than {DeepestExtends} files extend one another; does `{name}` extend itself?");
            return root;
        }

        var parent = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, name);
        if (File.Exists(parent)) return Merge(Load(parent, depth + 1), root);
        Report(extends, $"there is no file `{parent}` to extend");
        return root;
    }

    private static YamlMappingNode Parse(string file)
    {
        try
        {
            if (new FileInfo(file).Length > LargestFile) throw Invalid(file, 1, 1, "a scenario file may have 1 MiB at most");
            using var reader = File.OpenText(file);
            var stream = new YamlStream();
            stream.Load(reader);
            return stream.Documents switch
            {
                [] => [],
                [{ RootNode: YamlMappingNode map }] => map,
                [{ RootNode: var other }] => throw Invalid(file, (int)other.Start.Line, (int)other.Start.Column, "a scenario is a map of keys"),
                _ => throw Invalid(file, 1, 1, "a scenario is one YAML document"),
            };
        }
        catch (YamlException e)
        {
            throw Invalid(file, (int)e.Start.Line, (int)e.Start.Column, e.InnerException?.Message ?? e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(file, 1, 1, e.Message);
        }
    }

    private static YamlMappingNode Merge(YamlMappingNode lower, YamlMappingNode upper)
    {
        foreach (var (key, value) in upper.Children)
            lower.Children[key] = value is YamlMappingNode over && lower.Children.TryGetValue(key, out var under) && under is YamlMappingNode map
                ? Merge(map, over)
                : value;
        return lower;
    }

    private static InvalidScenarioException Invalid(string file, int line, int column, string message) =>
        new([new(file, line, column, message)]);
}
