using System.CommandLine;
using System.Text;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook new`: a small runbook to begin with.</summary>
internal static class NewVerb
{
    private const string Extension = ".yaml";

    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The runbook's name, such as restart-shop; a folder may stand before it" };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; NAME.yaml where not given", HelpName = "FILE" };
        var command = new Command("new",
            "Write a small valid runbook with comments. An existing file is never overwritten.\n\nExample:\n  runbook new runbooks/restart-shop") { name, output };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(name), parsed.GetValue(output)));
        return command;
    }

    private static int Run(string given, string? output)
    {
        var path = output ?? (given.EndsWith(Extension, StringComparison.Ordinal) ? given : given + Extension);
        var name = Path.GetFileNameWithoutExtension(given.EndsWith(Extension, StringComparison.Ordinal) ? given : given + Extension);
        if (!IsName(name))
            throw Refusal.Usage($"`{name}` cannot be the name of a runbook", "lower-case letters, digits and hyphens; a letter first, no hyphen last, at most 63");
        if (Directory.Exists(path)) throw Refusal.Usage($"`{path}` is a folder", "name a file behind --output");
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(Text(name, SchemaFrom(path))));
        }
        catch (IOException) when (File.Exists(path))
        {
            throw Refusal.Usage($"`{path}` is there already", "choose another name, or give another file with --output");
        }

        Console.Out.WriteLine($"{path}\nnext: edit it, then `runbook validate {path}`");
        return ExitCode.Done;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 63 && char.IsAsciiLetterLower(name[0]) && name[^1] != '-'
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>The schema as seen from the file, where a folder above it has one; editors take a path or nothing.</summary>
    private static string SchemaFrom(string path)
    {
        const string Schema = "schemas/runbook.v1.schema.json";
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
            if (File.Exists(Path.Combine(above.FullName, Schema)))
                return Path.GetRelativePath(folder, Path.Combine(above.FullName, Schema)).Replace('\\', '/');
        return Schema;
    }

    private static string Text(string name, string schema) => $$$"""
        # yaml-language-server: $schema={{{schema}}}
        # Written by `runbook new`. `runbook validate` checks it, `runbook plan` shows what it would do.
        apiVersion: meshrunbook/v1
        kind: Runbook
        metadata:
          name: {{{name}}}
          version: 0.1.0
          title: Say in a few words what this runbook does

        # What has to be known to run it: --param NAME=VALUE, or a file with --params FILE.
        parameters:
          context: {type: string, description: The kubeconfig context of the cluster}
          namespace: {type: dns1123, default: default, description: The namespace whose workloads are restarted}

        # Tools that must be on PATH.
        requires:
          - {tool: kubectl, version: ">=1.20"}

        # Of the runs that have the same lock, one is active at a time.
        lock: {{{name}}}/{{ params.context }}

        # The cluster at which conditions look. Commands name theirs themselves.
        cluster: {context: "{{ params.context }}"}

        steps:
          # A condition that is asked once: the run stops here where it does not hold.
          - id: reachable
            title: The namespace is there
            verify: {exists: "namespace/{{ params.namespace }}"}

          # A gate: the run waits until somebody has said yes.
          - id: agreed
            approve: {title: "Restart all deployments of {{ params.namespace }}?"}

          # A command is split into words before values are put in. After a crash the probe tells whether it had done its work.
          - id: restart
            title: Restart the deployments
            run: kubectl --context {{ params.context }} -n {{ params.namespace }} rollout restart deployment
            probe: {rollout: "namespace/{{ params.namespace }}"}

          # A condition that is asked until it holds.
          - id: settled
            title: Wait until the new pods are ready
            wait: {rollout: "namespace/{{ params.namespace }}"}
            timeout: 10m

          # A resumed run goes on from here.
          - checkpoint: done

        """;
}
