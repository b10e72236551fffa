namespace MeshSim.StandIns.Asmcli;

/// <summary>The command line of asmcli.</summary>
internal sealed record AsmcliArguments
{
    public string Command { get; init; } = "";
    public string Ca { get; init; } = "mesh_ca";
    public string CaCert { get; init; } = "";
    public string CaKey { get; init; } = "";
    public string RootCert { get; init; } = "";
    public string CertChain { get; init; } = "";
    public IReadOnlyList<string> Options { get; init; } = [];
    public IReadOnlyList<string> Overlays { get; init; } = [];
    public string Revision { get; init; } = "";
    public string OutputDir { get; init; } = "";
    public string Fleet { get; init; } = "";
    public string Kubeconfig { get; init; } = "";
    public string Context { get; init; } = "";
    public string Location { get; init; } = "";
    public string Cluster { get; init; } = "";
    public string Project { get; init; } = "";
    public bool EnableAll { get; init; }
    public bool Version { get; init; }
    public bool Help { get; init; }
    public bool DryRun { get; init; }
    public bool OnlyValidate { get; init; }
    public bool PrintConfig { get; init; }
    public bool Verbose { get; init; }

    /// <summary>True when any of the four certificate flags was given.</summary>
    public bool CustomCa => CaCert.Length + CaKey.Length + RootCert.Length + CertChain.Length > 0;

    /// <summary>Flags may be written with dashes or underscores.</summary>
    /// <exception cref="AsmcliException">The command line is refused.</exception>
    public static AsmcliArguments Parse(IReadOnlyList<string> words)
    {
        if (words.Count == 0) throw new AsmcliException(AsmcliText.Usage, raw: true);
        var arguments = new AsmcliArguments();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (!word.StartsWith('-') && arguments.Command.Length == 0)
            {
                arguments = arguments with { Command = CommandOf(word) };
                continue;
            }

            arguments = Flag(arguments, word) ?? WithValue(arguments, word, Value(words, ref i));
        }

        return arguments;
    }

    private static string CommandOf(string word) => word switch
    {
        "install" or "validate" or "print-config" or "experimental" or "x" => word,
        _ => throw new AsmcliException($"Unknown option {word}"),
    };

    private static string Normal(string word) => word.StartsWith("--", StringComparison.Ordinal)
        ? "--" + word[2..].Replace('-', '_').ToLowerInvariant()
        : word;

    private static AsmcliArguments? Flag(AsmcliArguments arguments, string word) => Normal(word) switch
    {
        "-e" or "--enable_all" => arguments with { EnableAll = true },
        "--enable_cluster_roles" or "--enable_cluster_labels" or "--enable_gcp_apis" or "--enable_gcp_iam_roles" or "--enable_gcp_components"
            or "--enable_registration" or "--enable_namespace_creation" => arguments,
        "--version" => arguments with { Version = true },
        "-h" or "--help" => arguments with { Help = true },
        "--dry_run" => arguments with { DryRun = true },
        "--only_validate" => arguments with { OnlyValidate = true },
        "--print_config" => arguments with { PrintConfig = true },
        "-v" or "--verbose" => arguments with { Verbose = true },
        _ => null,
    };

    private static AsmcliArguments WithValue(AsmcliArguments arguments, string word, string? value) => Normal(word) switch
    {
        "-c" or "--ca" => arguments with { Ca = Required(word, value).ToLowerInvariant() },
        "--ca_cert" => arguments with { CaCert = Required(word, value) },
        "--ca_key" => arguments with { CaKey = Required(word, value) },
        "--root_cert" => arguments with { RootCert = Required(word, value) },
        "--cert_chain" => arguments with { CertChain = Required(word, value) },
        "-o" or "--option" => arguments with { Options = [.. arguments.Options, Required(word, value)] },
        "--co" or "--custom_overlay" => arguments with { Overlays = [.. arguments.Overlays, .. Required(word, value).Split(',')] },
        "-r" or "--revision_name" => arguments with { Revision = Required(word, value) },
        "-D" or "--output_dir" => arguments with { OutputDir = Required(word, value) },
        "--fleet_id" => arguments with { Fleet = Required(word, value) },
        "--kc" or "--kubeconfig" => arguments with { Kubeconfig = Required(word, value) },
        "--ctx" or "--context" => arguments with { Context = Required(word, value) },
        "-l" or "--cluster_location" => arguments with { Location = Required(word, value) },
        "-n" or "--cluster_name" => arguments with { Cluster = Required(word, value) },
        "-p" or "--project_id" => arguments with { Project = Required(word, value) },
        _ => throw new AsmcliException($"Unknown option {word}"),
    };

    private static string? Value(IReadOnlyList<string> words, ref int i) => i + 1 < words.Count ? words[++i] : null;

    private static string Required(string word, string? value) =>
        value is null or ['-', ..] ? throw new AsmcliException($"Option {word} requires an argument.") : value;
}
