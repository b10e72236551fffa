namespace MeshSim.Running;

/// <summary><c>meshsim env</c>: the exports for a shell.</summary>
internal static class EnvCommand
{
    public static int Run(string folder)
    {
        folder = Path.GetFullPath(folder);
        if (RunningMesh.Find(folder) is null)
        {
            Console.Error.WriteLine($"meshsim: no mesh runs in {folder}; start one with: meshsim up --dir {folder} --scenario FILE");
            return 1;
        }

        Console.WriteLine($"export KUBECONFIG={Quote(Path.Combine(folder, "kubeconfig"))} PATH={Quote(Path.Combine(folder, "bin"))}:\"$PATH\"");
        return 0;
    }

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
