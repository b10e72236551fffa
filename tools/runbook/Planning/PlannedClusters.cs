using MeshRunbook.Execution.Planning;
using MeshRunbook.Execution.Previewing;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;
using MeshRunbook.Mesh;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Cli.Planning;

/// <summary>The clusters that a plan's conditions look at and its commands work on, and who they are.</summary>
internal sealed class PlannedClusters(ClusterIdentities identities)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Programs that find their cluster through a kubeconfig.
    private static readonly string[] Programs = ["kubectl", "istioctl", "asmcli", "helm"];

    public async Task<IReadOnlyList<PlannedCluster>> AskAsync(IReadOnlyList<PreviewStep> steps) =>
        await Task.WhenAll(Of(steps).OrderBy(name => name.Kubeconfig, StringComparer.Ordinal).ThenBy(name => name.Context, StringComparer.Ordinal).Select(AskAsync));

    /// <summary>Each cluster once; those that are known only during the run are left out.</summary>
    public static IReadOnlySet<ClusterName> Of(IReadOnlyList<PreviewStep> steps)
    {
        var found = new HashSet<ClusterName>();
        foreach (var step in steps.Where(step => step.WillRun != false))
        {
            foreach (var question in step.Questions.Append(step.Probe).Select(asked => asked?.Question).OfType<Question>())
                if (question.Kind is "command") found.UnionWith(In(WordsOf(question.Arguments["command"]), []));
                else if (question.Kind is not ("http" or "that")) found.Add(new(Text(question.Arguments["kubeconfig"]), Text(question.Arguments["context"])));
            found.UnionWith(In(step.Command, step.Environment));
        }

        // Which cluster a script means stands in the script; where nothing else names one it is kubectl's own default.
        if (found.Count == 0 && steps.Any(step => step is { WillRun: not false, Step: ShellStep shell } && Programs.Any(program => shell.Script.Contains(program, StringComparison.Ordinal))))
            found.Add(new(null, null));
        return found;
    }

    private static IEnumerable<ClusterName> In(IReadOnlyList<string> words, IReadOnlyList<string> environment)
    {
        if (words.Count == 0 || !Programs.Contains(Path.GetFileName(words[0])) || IsLocal(words)) yield break;
        var variable = environment.LastOrDefault(one => one.StartsWith("KUBECONFIG=", StringComparison.Ordinal))?["KUBECONFIG=".Length..];
        // A list of files is for the environment only.
        if (variable?.Contains(Path.PathSeparator, StringComparison.Ordinal) == true) variable = null;
        var name = new ClusterName(Flag(words, "--kubeconfig") ?? variable, Flag(words, "--context") ?? Flag(words, "--kube-context"));
        if (name.Kubeconfig?.Contains("<known ", StringComparison.Ordinal) != true && name.Context?.Contains("<known ", StringComparison.Ordinal) != true) yield return name;
    }

    /// <summary>What asks the program itself, or the kubeconfig, and no cluster.</summary>
    private static bool IsLocal(IReadOnlyList<string> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i] is "--version") return true;
            if (words[i] is "--kubeconfig" or "--context" or "--kube-context" or "-n" or "--namespace") i++;
            else if (!words[i].StartsWith('-')) return words[i] is "version" or "config";
        }

        return false;
    }

    private static string? Flag(IReadOnlyList<string> words, string name)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i] == name && i + 1 < words.Count) return words[i + 1];
            if (words[i].StartsWith(name + "=", StringComparison.Ordinal)) return words[i][(name.Length + 1)..];
        }

        return null;
    }

    private async Task<PlannedCluster> AskAsync(ClusterName name)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var identity = await identities.OfAsync(name, patience.Token);
            return new(name.Kubeconfig, name.Context, identity.Server, identity.Uid, null);
        }
        catch (CannotTellException problem)
        {
            return new(name.Kubeconfig, name.Context, null, null, problem.Message);
        }
        catch (OperationCanceledException)
        {
            return new(name.Kubeconfig, name.Context, null, null, $"no answer within {Words.Duration(Patience)}");
        }
    }

    private static string? Text(Value? value) => value is TextValue { Text.Length: > 0 } text ? text.Text : null;

    private static IReadOnlyList<string> WordsOf(Value? command) => command is ListValue list ? [.. list.Items.OfType<TextValue>().Select(word => word.Text)] : [];
}
