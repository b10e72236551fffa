using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshRunbook.FaultMatrix;

/// <summary>What all cases share: the built programs, the shipped runbooks made impatient, and a PATH without kubectl.</summary>
internal sealed partial class Workshop : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fault-matrix-").FullName;

    /// <param name="root">The repository.</param>
    /// <param name="keeps">Whether the folders of cases that did not end well stay.</param>
    public Workshop(string root, bool keeps)
    {
        Keeps = keeps;
        Runbook = Program(root, "runbook", "RUNBOOK_PROGRAM");
        Meshsim = Program(root, "meshsim", "MESHSIM_PROGRAM");
        Runbooks = Path.Combine(_folder, "runbooks");
        CopyImpatient(Path.Combine(root, "runbooks"), Runbooks);
        Tools = Path.Combine(_folder, "tools");
        LinkTools();
    }

    public bool Keeps { get; }

    public string Runbook { get; }

    public string Meshsim { get; }

    public string Runbooks { get; }

    /// <summary>A folder with links to all programs of PATH but kubectl.</summary>
    public string Tools { get; }

    /// <summary>Full path of kubectl.</summary>
    public string Kubectl { get; private set; } = "";

    public static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MeshRunbook.sln"))) return folder.FullName;
        throw new InvalidOperationException("fault-matrix must be run from the repository");
    }

    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    public void Dispose()
    {
        if (!Keeps) Directory.Delete(_folder, recursive: true);
    }

    private static string Program(string root, string name, string variable)
    {
        var file = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } told ? told : Path.Combine(root, "artifacts", name);
        return File.Exists(file) ? Path.GetFullPath(file) : throw new InvalidOperationException($"{file} is not there; build it with tools/build");
    }

    /// <summary>
    /// The runbooks as they are shipped but for their timeouts: minutes become three times as many seconds, twenty at least. A simulated pod
    /// starts a thousand times faster than a real one, and a run that nothing helps should not take half an hour to say so.
    /// </summary>
    private static void CopyImpatient(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, Minutes().Replace(File.ReadAllText(file), match =>
                string.Create(CultureInfo.InvariantCulture, $"timeout: {Math.Max(20, 3 * int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))}s")));
        }
    }

    private void LinkTools()
    {
        Directory.CreateDirectory(Tools);
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Directory.Exists))
            foreach (var program in Directory.EnumerateFiles(folder))
            {
                var link = Path.Combine(Tools, Path.GetFileName(program));
                if (Path.GetFileName(program) == "kubectl") Kubectl = Kubectl.Length > 0 ? Kubectl : program;
                else if (!File.Exists(link)) File.CreateSymbolicLink(link, program);
            }
    }

    [GeneratedRegex(@"timeout: ([0-9]+)m\b")]
    private static partial Regex Minutes();
}
