using MeshSim.Running;

namespace MeshSim.StandIns;

/// <summary>Finds the cluster that a call is about, by the kubeconfig and context that it names or inherits.</summary>
internal static class ClusterChoice
{
    /// <summary>The kubeconfig file of a call: the flag's, the first of KUBECONFIG, or the one in the home folder.</summary>
    public static string FileOf(Call call, string flag)
    {
        if (flag.Length > 0) return call.Resolve(flag);
        var first = call.Kubeconfig.Split(':', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return first is not null ? call.Resolve(first) : Path.Combine(call.Home, ".kube", "config");
    }

    /// <summary>Null when the file, the context or the cluster is not known.</summary>
    public static SimulatedCluster? Find(SimulatedMesh mesh, Call call, string file, string context) =>
        Locate(mesh, call, file, context).Select(found => mesh.ClusterAt(found.Config.ServerOf(found.Context))).FirstOrDefault();

    /// <summary>Whether the cluster takes the credentials that the kubeconfig has for it.</summary>
    public static bool IsLoggedIn(SimulatedMesh mesh, Call call, string file, string context) =>
        Locate(mesh, call, file, context).Any(found => mesh.Credentials.UserOf(found.Config.TokenOf(found.Context) ?? "") is not null);

    /// <summary>The configuration that has the context, or none.</summary>
    private static IEnumerable<(Kubeconfig Config, string Context)> Locate(SimulatedMesh mesh, Call call, string file, string context)
    {
        IEnumerable<string> files = file.Length > 0 ? [call.Resolve(file)]
            : call.Kubeconfig.Length > 0 ? call.Kubeconfig.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(call.Resolve)
            : [FileOf(call, "")];
        var configs = files.Where(File.Exists).Select(Kubeconfig.Read).ToArray();
        if (context.Length == 0) context = configs.Select(config => config.CurrentContext).FirstOrDefault(name => name.Length > 0) ?? "";
        return configs.Where(config => mesh.ClusterAt(config.ServerOf(context)) is not null).Take(1).Select(config => (config, context));
    }
}
